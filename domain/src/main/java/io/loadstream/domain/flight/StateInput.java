package io.loadstream.domain.flight;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateBytes} wrote. */
public final class StateInput {

    private final byte[] bytes;
    private int at;

    public StateInput(byte[] bytes) {
        this.bytes = bytes;
    }

    public int one() {
        return bytes[at++];
    }

    public long whole() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IllegalStateException("a whole number has more than ten bytes at " + at);
    }

    public int wholeInt() {
        return Math.toIntExact(whole());
    }

    public double real() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | bytes[at++] & 0xFF;
        }
        return Double.longBitsToDouble(bits);
    }

    public String text() {
        int count = wholeInt();
        if (count < 0) {
            return null;
        }
        if (count > 0 && bytes[at] == 0) {
            at++;
            return new String(block(), StandardCharsets.UTF_8);
        }
        String value = new String(bytes, at, count, StandardCharsets.ISO_8859_1);
        at += count;
        return value;
    }

    /** A text that many states share. */
    String symbol() {
        return Symbols.shared(text());
    }

    public byte[] block() {
        int count = wholeInt();
        byte[] value = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return value;
    }

    void raw(byte[] to, int from, int count) {
        System.arraycopy(bytes, at, to, from, count);
        at += count;
    }
}
