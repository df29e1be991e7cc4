package io.loadstream.lake.write;

import org.apache.parquet.bytes.BytesInput;

/**
 * Small whole numbers in Parquet's hybrid encoding, always as a single run: repeated where all are the same, packed
 * where not. Compression takes out what more and shorter runs would.
 */
final class IntRun {

    private static final int GROUP = 8;
    private static final int MAX_VARINT = 5;

    private IntRun() {}

    /** How many bits each of the numbers 0 to {@code max} needs. */
    static int width(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /** {@code count} times {@code value}, of {@code width} bits. */
    static BytesInput repeated(int value, int count, int width) {
        byte[] out = new byte[MAX_VARINT + Integer.BYTES];
        int at = varint(count << 1, out);
        for (int bits = 0; bits < width; bits += Byte.SIZE) {
            out[at++] = (byte) (value >>> bits);
        }
        return BytesInput.from(out, 0, at);
    }

    /** The first {@code count} of {@code values}, of {@code width} bits each, least significant first. */
    static BytesInput packed(int[] values, int count, int width) {
        int groups = (count + GROUP - 1) / GROUP;
        byte[] out = new byte[MAX_VARINT + groups * width];
        int at = varint(groups << 1 | 1, out);
        int end = at + groups * width;
        pack(values, count, width, out, at);
        return BytesInput.from(out, 0, end);
    }

    private static void pack(int[] values, int count, int width, byte[] out, int from) {
        long pending = 0;
        int bits = 0;
        int at = from;
        for (int i = 0; i < count; i++) {
            pending |= (long) values[i] << bits;
            bits += width;
            while (bits >= Byte.SIZE) {
                out[at++] = (byte) pending;
                pending >>>= Byte.SIZE;
                bits -= Byte.SIZE;
            }
        }
        if (bits > 0) {
            out[at] = (byte) pending;
        }
    }

    private static int varint(int value, byte[] out) {
        int at = 0;
        int rest = value;
        while (rest >>> 7 != 0) {
            out[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
    }
}
