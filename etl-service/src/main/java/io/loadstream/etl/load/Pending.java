package io.loadstream.etl.load;

import io.loadstream.lake.Chain;
import io.loadstream.lake.index.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits in the lake.
 *
 * @param objects files
 * @param events records in them; the first file of a chain may hold some that are loaded already
 * @param ranges where they lie, one for each chain that has any
 * @param problem why it could not be told in full; {@code null} when it could
 */
public record Pending(long objects, long events, List<Range> ranges, String problem) {

    /**
     * Offsets of one chain.
     *
     * @param topicId the broker's id of the topic
     * @param fromOffset first one that is not loaded
     * @param toOffset last one that the lake has
     */
    public record Range(String topicId, int partition, long fromOffset, long toOffset) {}

    public Pending {
        ranges = List.copyOf(ranges);
    }

    /** What waits of one chain. */
    static Pending of(Chain chain, long from, List<Segment> segments) {
        return segments.isEmpty()
                ? new Pending(0, 0, List.of(), null)
                : new Pending(
                        segments.size(),
                        segments.stream().mapToLong(Segment::rows).sum(),
                        List.of(new Range(
                                chain.topicId(),
                                chain.partition(),
                                from,
                                segments.getLast().last())),
                        null);
    }

    static Pending unknown(String problem) {
        return new Pending(0, 0, List.of(), problem);
    }

    Pending plus(Pending other) {
        List<Range> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return new Pending(
                objects + other.objects, events + other.events, both, problem == null ? other.problem : problem);
    }
}
