package io.loadstream.domain.flight;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer for the binary form of states. Whole numbers take one byte for each seven bits. */
public final class StateBytes {

    private byte[] bytes;
    private int length;

    public StateBytes() {
        this(1024);
    }

    /** @param capacity bytes that it has room for before it grows */
    public StateBytes(int capacity) {
        bytes = new byte[capacity];
    }

    public StateBytes clear() {
        length = 0;
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    public StateBytes one(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Any number; those near 0 of either sign are the shortest. */
    public StateBytes whole(long value) {
        reserve(10);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    public StateBytes real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** {@code null} is told from the empty text. */
    public StateBytes text(String value) {
        if (value == null) {
            return whole(-1);
        }
        int count = value.length();
        whole(count);
        reserve(count);
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c == 0 || c >= 0x80) {
                return wideText(value, i);
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** Rewrites what was begun as ASCII: the length is of bytes, marked by the leading zero byte of the text. */
    private StateBytes wideText(String value, int written) {
        length -= written;
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        reserve(1);
        bytes[length++] = 0;
        return block(utf8);
    }

    /** That {@link #text} may take: three for a character of UTF-16, and the lengths. */
    static long mostBytes(String text) {
        return 10 + 3L * text.length();
    }

    public StateBytes block(byte[] value) {
        whole(value.length);
        return raw(value, 0, value.length);
    }

    StateBytes raw(byte[] from, int at, int count) {
        reserve(count);
        System.arraycopy(from, at, bytes, length, count);
        length += count;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
