package io.loadstream.lake.replay;

import java.time.Instant;
import java.util.Comparator;

/**
 * A record as it was archived.
 *
 * @param key {@code null} when it had none
 * @param value the bytes as received
 */
public record ReplayedRecord(Instant eventTime, String topic, int partition, long offset, byte[] key, byte[] value) {

    /** By event time; what happened at the same time, by place. */
    static final Comparator<ReplayedRecord> ORDER = Comparator.comparing(ReplayedRecord::eventTime)
            .thenComparing(ReplayedRecord::topic)
            .thenComparing(ReplayedRecord::partition)
            .thenComparing(ReplayedRecord::offset);
}
