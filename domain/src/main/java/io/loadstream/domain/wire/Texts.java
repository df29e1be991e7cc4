package io.loadstream.domain.wire;

import java.nio.charset.StandardCharsets;

/** ASCII texts that come again and again, made once. One that comes by the place of another takes it. */
final class Texts {

    private static final int SLOTS = 1 << 14;

    /** Longer ones are not kept, so that nobody's can fill the memory. Codes and ids of flights are far shorter. */
    private static final int MAX_KEPT = 48;

    private final String[] slots = new String[SLOTS];

    /** The text of the bytes from {@code begin} to before {@code end}. */
    String of(byte[] bytes, int begin, int end) {
        if (end - begin > MAX_KEPT) {
            return fresh(bytes, begin, end);
        }
        int hash = end - begin;
        for (int i = begin; i < end; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 14) & SLOTS - 1;
        String known = slots[slot];
        if (known != null && equal(known, bytes, begin, end)) {
            return known;
        }
        return slots[slot] = fresh(bytes, begin, end);
    }

    /** A text that is not expected to come again. */
    String fresh(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    private static boolean equal(String known, byte[] bytes, int begin, int end) {
        int length = end - begin;
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != bytes[begin + i]) {
                return false;
            }
        }
        return true;
    }
}
