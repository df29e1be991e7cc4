package io.loadstream.engine.loop;

import io.loadstream.domain.flight.FlightState;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The flights in this engine's hand, as the last transaction left them. Valid only while the loop answers. */
public final class OpenFlights {

    private final Assignment assignment;

    OpenFlights(Assignment assignment) {
        this.assignment = assignment;
    }

    /**
     * Where a flight stands.
     *
     * @param version records that the partition has taken in
     * @param time of the partition, as far as events have told it: microseconds, {@link Long#MIN_VALUE} before the first
     */
    public record Place(int partition, long version, long time) {}

    /** Hands over those of the named flights that are in hand. */
    public void forEach(Collection<String> flightIds, BiConsumer<FlightState, Place> action) {
        for (String id : flightIds) {
            for (PartitionTask task : assignment.tasks()) {
                FlightState flight = task.flights().flight(id);
                if (flight != null) {
                    action.accept(flight, place(task));
                    break;
                }
            }
        }
    }

    /** The partitions in hand, each as it stands. */
    public List<Place> places() {
        return assignment.tasks().stream().map(OpenFlights::place).toList();
    }

    private static Place place(PartitionTask task) {
        return new Place(
                task.positions().partition(),
                task.positions().total(),
                task.flights().now());
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
