package io.loadstream.domain.decision;

import io.loadstream.domain.flight.FlightState;
import java.util.Arrays;

/**
 * When each flight is to be looked at though nothing happens to it: a heap by time, then flight id, so that equal
 * inputs give one order. A flight has one time; setting it anew leaves the old entry behind, to be skipped when it
 * comes up.
 */
final class Timers {

    private long[] times = new long[64];
    private FlightState[] flights = new FlightState[64];
    private int size;

    /** @param at microseconds; {@link Long#MAX_VALUE} for never */
    void set(FlightState flight, long at) {
        if (flight.due() == at) {
            return;
        }
        flight.due(at);
        if (at != Long.MAX_VALUE) {
            push(at, flight);
        }
    }

    /** The time of the next flight that is due at or before {@code now}; {@link Long#MAX_VALUE} when none is. */
    long nextDue(long now) {
        while (size > 0 && times[0] <= now) {
            if (flights[0].due() == times[0]) {
                return times[0];
            }
            pop();
        }
        return Long.MAX_VALUE;
    }

    /** Takes the flight whose time {@link #nextDue} told. */
    FlightState take() {
        FlightState flight = flights[0];
        pop();
        flight.due(Long.MAX_VALUE);
        return flight;
    }

    int size() {
        return size;
    }

    private void push(long time, FlightState flight) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size + size / 2);
            flights = Arrays.copyOf(flights, size + size / 2);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) / 2;
            if (!before(time, flight, parent)) {
                break;
            }
            times[hole] = times[parent];
            flights[hole] = flights[parent];
            hole = parent;
        }
        times[hole] = time;
        flights[hole] = flight;
    }

    private void pop() {
        long time = times[--size];
        FlightState flight = flights[size];
        flights[size] = null;
        if (size == 0) {
            return;
        }
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && before(times[child + 1], flights[child + 1], child)) {
                child++;
            }
            if (!before(times[child], flights[child], time, flight)) {
                break;
            }
            times[hole] = times[child];
            flights[hole] = flights[child];
            hole = child;
        }
        times[hole] = time;
        flights[hole] = flight;
    }

    private boolean before(long time, FlightState flight, int other) {
        return before(time, flight, times[other], flights[other]);
    }

    private static boolean before(long a, FlightState flightA, long b, FlightState flightB) {
        return a != b ? a < b : flightA.flightId().compareTo(flightB.flightId()) < 0;
    }
}
