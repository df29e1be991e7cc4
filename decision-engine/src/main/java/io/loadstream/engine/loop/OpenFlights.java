package io.loadstream.engine.loop;

import io.loadstream.domain.flight.FlightState;
import java.util.function.Consumer;

/** The flights in this engine's hand, as the last transaction left them. Valid only while the loop answers. */
public final class OpenFlights {

    private final Assignment assignment;

    OpenFlights(Assignment assignment) {
        this.assignment = assignment;
    }

    /** {@code null} when this engine does not know it. */
    public FlightState find(String flightId) {
        for (PartitionTask task : assignment.tasks()) {
            FlightState flight = task.flights().flight(flightId);
            if (flight != null) {
                return flight;
            }
        }
        return null;
    }

    /** Furthest event time of the partitions in hand, microseconds; {@link Long#MIN_VALUE} before the first event. */
    public long now() {
        long now = Long.MIN_VALUE;
        for (PartitionTask task : assignment.tasks()) {
            now = Math.max(now, task.flights().now());
        }
        return now;
    }

    public void forEach(Consumer<FlightState> action) {
        assignment.tasks().forEach(task -> task.flights().forEach(action));
    }
}
