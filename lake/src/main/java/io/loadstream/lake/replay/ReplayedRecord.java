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

    /** By event time; what happened at the same time, by place. */
    static final Comparator<ReplayedRecord> ORDER = Comparator.comparing(ReplayedRecord::eventTime)
            .thenComparing(ReplayedRecord::topic)
            .thenComparing(ReplayedRecord::partition)
            .thenComparing(ReplayedRecord::offset);
}
