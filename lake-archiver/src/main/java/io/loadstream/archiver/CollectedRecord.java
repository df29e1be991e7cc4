package io.loadstream.archiver;

import io.loadstream.lake.write.RowWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** One after the other of what was collected, where it lies. For one thread. */
final class CollectedRecord {

    /** In place of a length: there is no value. */
    static final int ABSENT = -1;

    private final Iterator<ByteBuffer> chunks;
    private ByteBuffer in = ByteBuffer.allocate(0);
    private long offset;
    private long timestamp;
    private final Slice key = new Slice();
    private final Slice value = new Slice();
    private List<Header> headers;

    CollectedRecord(List<ByteBuffer> chunks) {
        this.chunks = chunks.iterator();
    }

    /** Goes to the next one; {@code false} when there is none. */
    boolean next() {
        while (!in.hasRemaining()) {
            if (!chunks.hasNext()) {
                return false;
            }
            in = chunks.next();
        }
        offset = in.getLong();
        timestamp = in.getLong();
        int headerCount = in.getInt();
        key.take(in);
        value.take(in);
        headers = headerCount == 0 ? null : headers(headerCount);
        return true;
    }

    private List<Header> headers(int count) {
        List<Header> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] name = bytes();
            read.add(new RecordHeader(new String(name, StandardCharsets.UTF_8), bytes()));
        }
        return read;
    }

    private byte[] bytes() {
        int length = in.getInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    long offset() {
        return offset;
    }

    /** Epoch milliseconds. */
    long timestamp() {
        return timestamp;
    }

    Slice key() {
        return key;
    }

    Slice value() {
        return value;
    }

    /** {@code null} when there are none. */
    List<Header> headers() {
        return headers;
    }

    /** Bytes within others; those of the next record once that has come. */
    static final class Slice {

        private byte[] bytes;
        private int offset;
        private int length;

        private void take(ByteBuffer in) {
            length = in.getInt();
            bytes = in.array();
            offset = in.arrayOffset() + in.position();
            if (length > 0) {
                in.position(in.position() + length);
            }
        }

        boolean isAbsent() {
            return length == ABSENT;
        }

        byte[] bytes() {
            return bytes;
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }

        void writeTo(RowWriter out, String column) {
            if (!isAbsent()) {
                out.bytes(column, bytes, offset, length);
            }
        }
    }
}
