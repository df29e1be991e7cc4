package io.loadstream.lake.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Byte strings one after the other, each behind its length: as they are stored in a page. */
final class PlainBytes {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] content = new byte[256];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Shares what it holds: to be used before the next change. */
    BytesInput stored() {
        return BytesInput.from(content, 0, size);
    }

    /** Where it begins. */
    int add(byte[] bytes, int offset, int length) {
        int start = size;
        int end = Math.addExact(start, Integer.BYTES + length);
        if (end > content.length) {
            content = Arrays.copyOf(content, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * content.length)));
        }
        INT.set(content, start, length);
        System.arraycopy(bytes, offset, content, start + Integer.BYTES, length);
        size = end;
        return start;
    }

    boolean equal(int start, byte[] bytes, int offset, int length) {
        int from = start + Integer.BYTES;
        return length(start) == length && Arrays.equals(content, from, from + length, bytes, offset, offset + length);
    }

    void copyTo(PlainBytes out, int start) {
        out.add(content, start + Integer.BYTES, length(start));
    }

    void measure(int start, ByteBounds bounds) {
        bounds.add(content, start + Integer.BYTES, length(start));
    }

    private int length(int start) {
        return (int) INT.get(content, start);
    }
}
