package io.loadstream.etl.load;

import io.loadstream.lake.Chain;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of one chain that follow one another and are loaded in one transaction.
 *
 * @param start first offset to load; the first object may begin before it, when compaction has folded what lies on both
 *     sides of it
 * @param segments at least one
 */
record Slice(Chain chain, long start, List<Segment> segments) {

    Slice {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a slice has at least one segment");
        }
    }

    /** First offset behind it. */
    long next() {
        return segments.getLast().next();
    }

    /** Rows of its objects, those before {@link #start()} included. */
    long rows() {
        return segments.stream().mapToLong(Segment::rows).sum();
    }

    List<LakeObject> objects() {
        return segments.stream().map(Segment::object).toList();
    }

    String firstKey() {
        return segments.getFirst().key();
    }

    /**
     * Cuts a chain's segments into slices.
     *
     * @param from first offset to load
     * @param mostRows rows of a slice, but for a single segment that has more
     */
    static List<Slice> of(Chain chain, long from, List<Segment> segments, long mostRows) {
        List<Slice> slices = new ArrayList<>();
        List<Segment> current = new ArrayList<>();
        long start = from;
        long rows = 0;
        for (Segment segment : segments) {
            if (!current.isEmpty() && rows + segment.rows() > mostRows) {
                slices.add(new Slice(chain, start, current));
                start = segment.start();
                current = new ArrayList<>();
                rows = 0;
            }
            current.add(segment);
            rows += segment.rows();
        }
        if (!current.isEmpty()) {
            slices.add(new Slice(chain, start, current));
        }
        return slices;
    }
}
