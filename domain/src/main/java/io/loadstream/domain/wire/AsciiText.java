package io.loadstream.domain.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes of text at a time. */
final class AsciiText {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    private static final long DELETES = ONES * 0x7F;

    private AsciiText() {}

    /** Where the first byte is that is not plain text within a JSON string: {@code end} when there is none. */
    static int end(byte[] bytes, int begin, int end) {
        int at = begin;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long special = special((long) WORD.get(bytes, at));
            if (special != 0) {
                return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
        }
        while (at < end && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * The high bit of bytes that are not plain. A borrow can mark bytes above a marked one as well, never below: the
     * lowest mark is right.
     */
    private static long special(long word) {
        return (word | zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | zeros(word ^ DELETES) | word - SPACES & ~word)
                & HIGH_BITS;
    }

    private static long zeros(long word) {
        return word - ONES & ~word;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\' && b != 0x7F;
    }

    /** Eight bytes from {@code begin} on, of which only the first {@code length}, at most eight, are not zero. */
    static long word(byte[] bytes, int begin, int length) {
        if (length == Long.BYTES) {
            return (long) WORD.get(bytes, begin);
        }
        if (begin + Long.BYTES <= bytes.length) {
            return (long) WORD.get(bytes, begin) & (1L << length * Byte.SIZE) - 1;
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[begin + i] & 0xFFL) << i * Byte.SIZE;
        }
        return word;
    }
}
