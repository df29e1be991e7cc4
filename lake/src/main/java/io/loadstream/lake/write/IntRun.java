package io.loadstream.lake.write;

import org.apache.parquet.bytes.BytesInput;

/**
 * Small whole numbers in Parquet's hybrid encoding, always as a single run: repeated where all are the same, packed
 * where not. Compression takes out what more and shorter runs would.
 */
final class IntRun {

    private static final int GROUP = 8;

    private IntRun() {}

    /** {@code count} times {@code value}, of {@code width} bits. */
    static BytesInput repeated(int value, int count, int width) {
        byte[] bytes = new byte[(width + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> i * Byte.SIZE);
        }
        return BytesInput.concat(BytesInput.fromUnsignedVarInt(count << 1), BytesInput.from(bytes));
    }

    /** The first {@code count} of {@code values}, of {@code width} bits each, least significant first. */
    static BytesInput packed(int[] values, int count, int width) {
        int groups = (count + GROUP - 1) / GROUP;
        byte[] bytes = new byte[groups * width];
        pack(values, count, width, bytes);
        return BytesInput.concat(BytesInput.fromUnsignedVarInt(groups << 1 | 1), BytesInput.from(bytes));
    }

    private static void pack(int[] values, int count, int width, byte[] out) {
        long pending = 0;
        int bits = 0;
        int at = 0;
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
}
