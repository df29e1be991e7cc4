package io.loadstream.domain.flight;

import java.util.function.Consumer;

/**
 * Flights by id: open addressing with the ids' hashes beside the references, so that a look-up touches the flight it
 * finds and no other, and a flight costs about ten bytes here.
 */
public final class FlightTable {

    private static final int MIN_CAPACITY = 64;

    private int[] hashes = new int[MIN_CAPACITY];
    private FlightState[] flights = new FlightState[MIN_CAPACITY];
    private int size;

    public int size() {
        return size;
    }

    /** {@code null} when there is none. */
    public FlightState get(String flightId) {
        int slot = slotOf(flightId);
        return flights[slot];
    }

    public FlightState getOrCreate(String flightId) {
        int slot = slotOf(flightId);
        FlightState flight = flights[slot];
        if (flight == null) {
            flight = new FlightState(flightId);
            put(flight);
        }
        return flight;
    }

    public void put(FlightState flight) {
        int slot = slotOf(flight.flightId);
        if (flights[slot] == null && ++size > flights.length * 3L / 5) {
            grow();
            slot = slotOf(flight.flightId);
        }
        hashes[slot] = spread(flight.flightId);
        flights[slot] = flight;
    }

    public void remove(String flightId) {
        int hole = slotOf(flightId);
        if (flights[hole] == null) {
            return;
        }
        size--;
        int mask = flights.length - 1;
        // Later entries of the same run move up, so that no look-up stops at the hole.
        for (int next = hole + 1 & mask; flights[next] != null; next = next + 1 & mask) {
            int home = hashes[next] & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                flights[hole] = flights[next];
                hashes[hole] = hashes[next];
                hole = next;
            }
        }
        flights[hole] = null;
    }

    public void forEach(Consumer<FlightState> action) {
        for (FlightState flight : flights) {
            if (flight != null) {
                action.accept(flight);
            }
        }
    }

    private int slotOf(String flightId) {
        int hash = spread(flightId);
        int mask = flights.length - 1;
        int slot = hash & mask;
        while (flights[slot] != null && (hashes[slot] != hash || !flights[slot].flightId.equals(flightId))) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldHashes = hashes;
        FlightState[] old = flights;
        hashes = new int[old.length * 2];
        flights = new FlightState[old.length * 2];
        int mask = flights.length - 1;
        for (int i = 0; i < old.length; i++) {
            if (old[i] != null) {
                int slot = oldHashes[i] & mask;
                while (flights[slot] != null) {
                    slot = slot + 1 & mask;
                }
                flights[slot] = old[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }

    private static int spread(String flightId) {
        int hash = flightId.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
