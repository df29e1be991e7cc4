package io.loadstream.domain.market;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Flights by what happens next, a binary heap: the earliest first; of one time, the one that was scheduled first. */
final class FlightQueue {

    private long[] times = new long[64];
    private int[] numbers = new int[64];
    private FlightMarket[] flights = new FlightMarket[64];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Time of the first flight; {@link Long#MAX_VALUE} when there is none. */
    long time() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    FlightMarket first() {
        return flights[0];
    }

    /** All flights, by id. */
    Map<String, FlightMarket> byId() {
        Map<String, FlightMarket> byId = new HashMap<>();
        for (int i = 0; i < size; i++) {
            byId.put(flights[i].plan.id(), flights[i]);
        }
        return byId;
    }

    /** @param number decides between flights of one time */
    void add(FlightMarket flight, int number) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            flights = Arrays.copyOf(flights, size * 2);
        }
        lift(size++, flight, flight.next(), number);
    }

    /** The first flight's next time has changed: it takes its new place. */
    void firstMoved() {
        FlightMarket flight = flights[0];
        sink(0, flight, flight.next(), numbers[0]);
    }

    /** Any flight's next time has changed: it takes its new place. Looks through all of them for it. */
    void moved(FlightMarket flight) {
        int hole = 0;
        while (flights[hole] != flight) {
            hole++;
        }
        if (hole > 0 && before(flight.next(), numbers[hole], (hole - 1) / 2)) {
            lift(hole, flight, flight.next(), numbers[hole]);
        } else {
            sink(hole, flight, flight.next(), numbers[hole]);
        }
    }

    void removeFirst() {
        size--;
        FlightMarket last = flights[size];
        flights[size] = null;
        if (size > 0) {
            sink(0, last, times[size], numbers[size]);
        }
    }

    private void lift(int from, FlightMarket flight, long time, int number) {
        int hole = from;
        while (hole > 0 && before(time, number, (hole - 1) / 2)) {
            move((hole - 1) / 2, hole);
            hole = (hole - 1) / 2;
        }
        put(hole, flight, time, number);
    }

    private void sink(int from, FlightMarket flight, long time, int number) {
        int hole = from;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(times[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (before(time, number, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, flight, time, number);
    }

    private boolean before(long time, int number, int other) {
        return time < times[other] || (time == times[other] && number < numbers[other]);
    }

    private void move(int from, int to) {
        put(to, flights[from], times[from], numbers[from]);
    }

    private void put(int at, FlightMarket flight, long time, int number) {
        times[at] = time;
        numbers[at] = number;
        flights[at] = flight;
    }
}
