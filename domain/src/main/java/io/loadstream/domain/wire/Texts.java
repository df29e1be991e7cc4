package io.loadstream.domain.wire;

import java.nio.charset.StandardCharsets;

/** ASCII texts that come again and again, made once. One that comes by the place of another takes it. */
final class Texts {

    private static final int SLOTS = 1 << 14;

    /** Bytes that are compared to know a text again; longer ones are not kept. Codes and ids of flights are shorter. */
    private static final int MAX_KEPT = 3 * Long.BYTES;

    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final String[] slots = new String[SLOTS];
    private final long[] words = new long[3 * SLOTS];

    /** The text of the bytes from {@code begin} to before {@code end}, none of them zero. */
    String of(byte[] bytes, int begin, int end) {
        int length = end - begin;
        if (length > MAX_KEPT) {
            return fresh(bytes, begin, end);
        }
        long first = word(bytes, begin, length, 0);
        long second = length <= Long.BYTES ? 0 : word(bytes, begin, length, 1);
        long third = length <= 2 * Long.BYTES ? 0 : word(bytes, begin, length, 2);
        long hash = ((first * MIX ^ second) * MIX ^ third) * MIX;
        int slot = (int) (hash >>> 40) & SLOTS - 1;
        int at = 3 * slot;
        // Zeros fill up what is shorter, so that the words tell the length too.
        if (words[at] == first && words[at + 1] == second && words[at + 2] == third && slots[slot] != null) {
            return slots[slot];
        }
        words[at] = first;
        words[at + 1] = second;
        words[at + 2] = third;
        return slots[slot] = fresh(bytes, begin, end);
    }

    private static long word(byte[] bytes, int begin, int length, int index) {
        int from = index * Long.BYTES;
        return AsciiText.word(bytes, begin + from, Math.min(Long.BYTES, length - from));
    }

    /** A text that is not expected to come again. */
    String fresh(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    }
}
