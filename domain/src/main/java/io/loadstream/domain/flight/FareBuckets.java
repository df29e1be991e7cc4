package io.loadstream.domain.flight;

import java.util.Arrays;

/**
 * One byte for each fare bucket of a flight. A booking class is a single letter almost everywhere and stands for
 * itself; other names are numbered in the order of their first booking, as negative bytes.
 */
record FareBuckets(String[] names) {

    static final FareBuckets NONE = new FareBuckets(new String[0]);

    /** Names other than letters that one flight may have. */
    static final int MAX_NAMES = 127;

    /** What {@link #codeOf} answers when there are more. */
    static final byte TOO_MANY = 0;

    private static final String[] LETTERS = new String[128];

    static {
        for (int c = 0; c < LETTERS.length; c++) {
            LETTERS[c] = String.valueOf((char) c);
        }
    }

    /** The code of a bucket that is one printable ASCII character; 0 for any other. */
    private static byte letter(String bucket) {
        return bucket.length() == 1 && bucket.charAt(0) > ' ' && bucket.charAt(0) < 127 ? (byte) bucket.charAt(0) : 0;
    }

    /** These and the bucket, if there is room for it. */
    FareBuckets with(String bucket) {
        if (codeOf(bucket) != TOO_MANY || names.length == MAX_NAMES) {
            return this;
        }
        String[] more = Arrays.copyOf(names, names.length + 1);
        more[names.length] = bucket;
        return new FareBuckets(more);
    }

    byte codeOf(String bucket) {
        byte letter = letter(bucket);
        if (letter != 0) {
            return letter;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(bucket)) {
                return (byte) -(i + 1);
            }
        }
        return TOO_MANY;
    }

    String name(byte code) {
        return code > 0 ? LETTERS[code] : names[-code - 1];
    }
}
