package io.loadstream.engine.loop;

import io.loadstream.domain.flight.FlightState;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

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

    /**
     * Hands over those of the named flights that are in hand, each with the number of records that its partition has
     * taken in.
     */
    public void forEach(Collection<String> flightIds, ObjLongConsumer<FlightState> action) {
        for (String id : flightIds) {
            for (PartitionTask task : assignment.tasks()) {
                FlightState flight = task.flights().flight(id);
                if (flight != null) {
                    action.accept(flight, task.positions().total());
                    break;
                }
            }
        }
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
