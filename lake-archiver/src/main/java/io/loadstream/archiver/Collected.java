package io.loadstream.archiver;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of one partition that are to become one file. For one thread at a time. */
final class Collected {

    /** What a record takes beside its bytes: objects, array headers, references. */
    private static final int OVERHEAD_BYTES = 200;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private long footprint;
    private long firstAddedNanos;

    /** @param nowNanos by {@link System#nanoTime()}, so that a wall clock that jumps changes nothing */
    void add(ConsumerRecord<byte[], byte[]> record, long nowNanos) {
        if (!records.isEmpty() && record.offset() <= last()) {
            throw new IllegalStateException("offsets must rise: " + record.offset() + " after " + last());
        }
        if (records.isEmpty()) {
            firstAddedNanos = nowNanos;
        }
        records.add(record);
        long size = sizeOf(record);
        bytes += size;
        footprint += size + OVERHEAD_BYTES;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long size = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Offset of the newest record; there must be one. */
    long last() {
        return records.getLast().offset();
    }

    /** Keys, values and headers. */
    long bytes() {
        return bytes;
    }

    /** What it takes in memory, about. */
    long footprint() {
        return footprint;
    }

    /** How long the first record has waited. */
    long ageNanos(long nowNanos) {
        return records.isEmpty() ? 0 : nowNanos - firstAddedNanos;
    }

    int size() {
        return records.size();
    }
}
