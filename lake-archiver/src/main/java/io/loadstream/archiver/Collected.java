package io.loadstream.archiver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of one partition that are to become one file, as bytes. For one thread at a time. */
final class Collected {

    /** Offset, timestamp, number of headers, lengths of key and value. */
    private static final int FIXED_BYTES = 2 * Long.BYTES + 3 * Integer.BYTES;

    private final ChunkPool pool;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int size;
    private long bytes;
    private long footprint;
    private long last;
    private long firstAddedNanos;

    Collected(ChunkPool pool) {
        this.pool = pool;
    }

    /** @param nowNanos by {@link System#nanoTime()}, so that a wall clock that jumps changes nothing */
    void add(ConsumerRecord<ByteBuffer, ByteBuffer> record, long nowNanos) {
        if (size > 0 && record.offset() <= last) {
            throw new IllegalStateException("offsets must rise: " + record.offset() + " after " + last);
        }
        if (size == 0) {
            firstAddedNanos = nowNanos;
        }
        Header[] headers = record.headers().toArray();
        long content = lengthOf(record.key()) + lengthOf(record.value());
        for (Header header : headers) {
            content += header.key().getBytes(StandardCharsets.UTF_8).length + lengthOf(header.value());
        }
        ByteBuffer out = room(Math.toIntExact(FIXED_BYTES + content + 2L * Integer.BYTES * headers.length));
        out.putLong(record.offset()).putLong(record.timestamp()).putInt(headers.length);
        put(out, record.key());
        put(out, record.value());
        for (Header header : headers) {
            put(out, header.key().getBytes(StandardCharsets.UTF_8));
            put(out, header.value());
        }
        last = record.offset();
        size++;
        bytes += content;
    }

    private ByteBuffer room(int needed) {
        if (chunks.isEmpty() || chunks.getLast().remaining() < needed) {
            ByteBuffer chunk = pool.take(chunks.isEmpty(), needed);
            footprint += chunk.capacity();
            chunks.add(chunk);
        }
        return chunks.getLast();
    }

    private static long lengthOf(ByteBuffer value) {
        return value == null ? 0 : value.remaining();
    }

    private static long lengthOf(byte[] value) {
        return value == null ? 0 : value.length;
    }

    private static void put(ByteBuffer out, ByteBuffer value) {
        if (value == null) {
            out.putInt(CollectedRecord.ABSENT);
        } else {
            int length = value.remaining();
            out.putInt(length).put(out.position(), value, value.position(), length);
            out.position(out.position() + length);
        }
    }

    private static void put(ByteBuffer out, byte[] value) {
        if (value == null) {
            out.putInt(CollectedRecord.ABSENT);
        } else {
            out.putInt(value.length).put(value);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** All of them, in order, from the first on. */
    CollectedRecord read() {
        return new CollectedRecord(
                chunks.stream().map(ByteBuffer::duplicate).map(ByteBuffer::flip).toList());
    }

    /** Gives the memory back: nobody may read it any more. */
    void release() {
        chunks.forEach(pool::give);
        chunks.clear();
        footprint = 0;
    }

    /** Offset of the newest record; there must be one. */
    long last() {
        return last;
    }

    /** Keys, values and headers. */
    long bytes() {
        return bytes;
    }

    /** What it takes in memory. */
    long footprint() {
        return footprint;
    }

    /** How long the first record has waited. */
    long ageNanos(long nowNanos) {
        return size == 0 ? 0 : nowNanos - firstAddedNanos;
    }

    int size() {
        return size;
    }
}
