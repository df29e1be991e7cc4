package io.loadstream.lake.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A record as it was archived.
 *
 * @param key {@code null} when it had none
 * @param value the bytes as received
 * @param headers in their order
 */
public record ReplayedRecord(
        Instant eventTime,
        String topic,
        int partition,
        long offset,
        byte[] key,
        byte[] value,
        List<RecordHeader> headers) {

    /** @param value {@code null} when it had none */
    public record RecordHeader(String key, byte[] value) {}

    /** What an object and its references take beside their bytes, about. */
    private static final int OBJECT_BYTES = 200;

    /** By event time; what happened at the same time, by place, and there in the order of reading. */
    static final Comparator<ReplayedRecord> ORDER = Comparator.comparing(ReplayedRecord::eventTime)
            .thenComparing(ReplayedRecord::topic)
            .thenComparing(ReplayedRecord::partition);

    /** Bytes of memory that it takes, about. */
    long footprint() {
        long bytes = OBJECT_BYTES + value.length + (key == null ? 0 : key.length);
        for (RecordHeader header : headers) {
            bytes += OBJECT_BYTES + header.key.length() + (header.value == null ? 0 : header.value.length);
        }
        return bytes;
    }
}
