package io.loadstream.lake.index;

import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.read.LakeObject;
import java.time.Instant;
import java.util.List;

/**
 * An object that answers for the offsets {@code start} to {@code last} of a chain: a raw file, or a compacted one that
 * holds the rows of several.
 *
 * @param gap whether it is the marker of a gap
 * @param crc32c of the content, 8 hexadecimal digits
 * @param minEventTime earliest event time in it; {@code null} when no record has one
 * @param maxEventTime latest event time in it; {@code null} when no record has one
 * @param compactedAt when a manifest first named it; {@code null} for a raw file
 * @param replaced the files whose rows are in it and that may still be there, each with its own time; {@code null} when
 *     nothing is told of them: in a raw file, and in a manifest of a former version or made anew
 */
public record Segment(
        String key,
        long start,
        long last,
        long rows,
        boolean gap,
        long bytes,
        String crc32c,
        Instant minEventTime,
        Instant maxEventTime,
        Instant compactedAt,
        List<Replaced> replaced) {

    public Segment {
        replaced = replaced == null ? null : List.copyOf(replaced);
        if (start < 0 || last < start) {
            throw new IllegalArgumentException("offsets must be in order: " + start + " to " + last);
        }
    }

    /** A raw file. */
    public static Segment of(ChainFile file) {
        return new Segment(
                file.key(),
                file.start(),
                file.last(),
                file.rows(),
                file.gap(),
                file.bytes(),
                file.crc32c(),
                file.minEventTime(),
                file.maxEventTime(),
                null,
                null);
    }

    /**
     * A compacted file by its metadata, which are those of a raw file.
     *
     * @param at when a manifest first named it
     * @throws LakeException when they are not
     */
    static Segment compacted(StoredObject object, Instant at) {
        ChainFile file = ChainFile.parse(object);
        return new Segment(
                object.key(),
                file.start(),
                file.last(),
                file.rows(),
                false,
                file.bytes(),
                file.crc32c(),
                file.minEventTime(),
                file.maxEventTime(),
                at,
                null);
    }

    Segment withReplaced(List<Replaced> told) {
        return new Segment(key, start, last, rows, gap, bytes, crc32c, minEventTime, maxEventTime, compactedAt, told);
    }

    /** Whether it answers for that offset. */
    boolean covers(long offset) {
        return start <= offset && offset <= last;
    }

    public boolean isCompacted() {
        return compactedAt != null;
    }

    /** Where the next one begins. */
    public long next() {
        return last + 1;
    }

    /** To be read. */
    public LakeObject object() {
        return new LakeObject(key, bytes, rows);
    }
}
