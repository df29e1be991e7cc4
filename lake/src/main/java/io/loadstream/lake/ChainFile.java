package io.loadstream.lake;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One file of a chain, as told by its key and metadata.
 *
 * @param start first offset that it answers for
 * @param last last offset that it answers for, at least {@code start}; the next file begins at {@code last + 1}.
 *     Offsets in between without a row were never visible to a read_committed reader (aborted records, transaction
 *     markers), or were compacted away, or are a gap
 * @param rows records in it; 0 in a gap marker
 * @param gap whether it stands for records that the broker deleted before they were archived
 * @param bytes size of the object
 * @param crc32c of the content, 8 hexadecimal digits
 * @param writer id of the archiver that wrote it
 * @param minEventTime earliest event time in it; {@code null} when no record has one
 * @param maxEventTime latest event time in it; {@code null} when no record has one
 */
public record ChainFile(
        Chain chain,
        long start,
        long last,
        long rows,
        boolean gap,
        long bytes,
        String crc32c,
        String writer,
        Instant minEventTime,
        Instant maxEventTime) {

    private static final String START = "start-offset";
    private static final String LAST = "last-offset";
    private static final String ROWS = "rows";
    private static final String GAP = "gap";
    private static final String CRC32C = "crc32c";
    private static final String WRITER = "writer";
    private static final String MIN_EVENT_TIME = "min-event-time";
    private static final String MAX_EVENT_TIME = "max-event-time";

    public ChainFile {
        if (start < 0 || last < start) {
            throw new IllegalArgumentException("offsets must be in order: " + start + " to " + last);
        }
        if (rows < 0 || rows > last - start + 1) {
            throw new IllegalArgumentException("rows must fit the offsets: " + rows + " in " + start + " to " + last);
        }
        if (gap && rows > 0) {
            throw new IllegalArgumentException("a gap marker has no rows: " + rows);
        }
    }

    public String key() {
        return chain.key(start);
    }

    /** Where the next file of the chain begins. */
    public long next() {
        return last + 1;
    }

    /** The object's metadata; {@link #of(Chain, StoredObject)} reads it back. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(START, Long.toString(start));
        metadata.put(LAST, Long.toString(last));
        metadata.put(ROWS, Long.toString(rows));
        metadata.put(CRC32C, crc32c);
        metadata.put(WRITER, writer);
        if (gap) {
            metadata.put(GAP, "true");
        }
        if (minEventTime != null) {
            metadata.put(MIN_EVENT_TIME, minEventTime.toString());
            metadata.put(MAX_EVENT_TIME, maxEventTime.toString());
        }
        return metadata;
    }

    /**
     * @param object with its metadata
     * @throws LakeException when the metadata is not that of a chain's file, or tells another start than the key
     */
    static ChainFile of(Chain chain, StoredObject object) {
        ChainFile file = parse(chain, object);
        if (file.start != LakeKeys.startOf(object.key())) {
            throw new LakeException(object.key(), "says that it starts at " + file.start);
        }
        return file;
    }

    /**
     * The file that a compacted object stands for; its chain is told by the key.
     *
     * @throws LakeException when the metadata is not that of a chain's file
     */
    public static ChainFile parse(StoredObject object) {
        String[] parts = object.key().split("/");
        return parse(new Chain(parts[1], parts[2], Integer.parseInt(parts[3].substring(2))), object);
    }

    private static ChainFile parse(Chain chain, StoredObject object) {
        Map<String, String> metadata = object.metadata();
        try {
            return new ChainFile(
                    chain,
                    Long.parseLong(metadata.get(START)),
                    Long.parseLong(metadata.get(LAST)),
                    Long.parseLong(metadata.get(ROWS)),
                    Boolean.parseBoolean(metadata.get(GAP)),
                    object.bytes(),
                    metadata.getOrDefault(CRC32C, ""),
                    metadata.getOrDefault(WRITER, ""),
                    time(metadata.get(MIN_EVENT_TIME)),
                    time(metadata.get(MAX_EVENT_TIME)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new LakeException(object.key(), "has metadata that no archiver wrote: " + metadata);
        }
    }

    private static Instant time(String text) {
        return text == null ? null : Instant.parse(text);
    }
}
