package io.loadstream.lake.index;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeException;
import java.util.List;

/**
 * The segments of a chain from offset 0 on, without gap or overlap, up to some point.
 *
 * @param version 1 for the first; a higher one replaces all lower ones
 */
public record Manifest(Chain chain, long version, List<Segment> segments) {

    public Manifest {
        segments = List.copyOf(segments);
        long expected = 0;
        for (Segment segment : segments) {
            if (segment.start() != expected) {
                throw new LakeException(
                        segment.key(), "is not what follows in " + chain + ": offset " + expected + " is due");
            }
            expected = segment.next();
        }
    }

    /** Of a chain that nothing is known of yet. */
    static Manifest none(Chain chain) {
        return new Manifest(chain, 0, List.of());
    }

    /** The first offset that it does not answer for. */
    public long next() {
        return segments.isEmpty() ? 0 : segments.getLast().next();
    }

    String key() {
        return folder(chain) + "%020d.json".formatted(version);
    }

    static String folder(Chain chain) {
        return "index/" + chain.topic() + "/" + chain.topicId() + "/p=" + chain.partition() + "/";
    }
}
