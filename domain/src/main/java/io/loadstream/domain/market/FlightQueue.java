package io.loadstream.domain.market;

import java.util.Arrays;

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

    /** @param number decides between flights of one time */
    void add(FlightMarket flight, int number) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            flights = Arrays.copyOf(flights, size * 2);
        }
        long time = flight.next();
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!before(time, number, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, flight, time, number);
    }

    /** The first flight's next time has changed: it takes its new place. */
    void firstMoved() {
        FlightMarket flight = flights[0];
        sink(flight, flight.next(), numbers[0]);
    }

    void removeFirst() {
        size--;
        FlightMarket last = flights[size];
        flights[size] = null;
        if (size > 0) {
            sink(last, times[size], numbers[size]);
        }
    }

    private void sink(FlightMarket flight, long time, int number) {
        int hole = 0;
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
