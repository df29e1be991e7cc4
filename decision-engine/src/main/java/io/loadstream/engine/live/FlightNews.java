package io.loadstream.engine.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** What one transaction changed on flights, for those who look on. Filled while the transaction is open, then read only. */
public final class FlightNews {

    private static final int FIRST_CAPACITY = 64;

    private final List<String> changed = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<Long> goneAt = new ArrayList<>();
    private String[] flights = new String[FIRST_CAPACITY];
    private long[] times = new long[FIRST_CAPACITY];
    private int[] booked = new int[FIRST_CAPACITY];
    private int[] total = new int[FIRST_CAPACITY];
    private int size;

    /** Takes one point of one flight's curve. */
    @FunctionalInterface
    interface PointConsumer {
        void accept(String flightId, long at, int bookedSeats, int totalSeats);
    }

    /** @param at event time, microseconds */
    public void sold(String flightId, long at, int bookedSeats, int totalSeats) {
        if (size == flights.length) {
            int capacity = size * 2;
            flights = Arrays.copyOf(flights, capacity);
            times = Arrays.copyOf(times, capacity);
            booked = Arrays.copyOf(booked, capacity);
            total = Arrays.copyOf(total, capacity);
        }
        flights[size] = flightId;
        times[size] = at;
        booked[size] = bookedSeats;
        total[size] = totalSeats;
        size++;
    }

    public void changed(String flightId) {
        changed.add(flightId);
    }

    /** @param version records that the flight's partition had taken in by then */
    public void gone(String flightId, long version) {
        gone.add(flightId);
        goneAt.add(version);
    }

    public List<String> changed() {
        return changed;
    }

    /** Hands over each flight that is gone, with the version that {@link #gone} was told. */
    public void forEachGone(ObjLongConsumer<String> action) {
        for (int i = 0; i < gone.size(); i++) {
            action.accept(gone.get(i), goneAt.get(i));
        }
    }

    List<String> gone() {
        return gone;
    }

    void forEachPoint(PointConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(flights[i], times[i], booked[i], total[i]);
        }
    }
}
