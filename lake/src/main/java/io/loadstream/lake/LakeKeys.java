package io.loadstream.lake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of objects: {@code raw/<topic>/<topicId>/p=<partition>/<start offset, 20 digits>.parquet}. */
public final class LakeKeys {

    /** What the keys of all records as archived begin with. */
    public static final String RAW = "raw/";

    private static final Pattern RAW_KEY = Pattern.compile("raw/([^/]+)/([^/]+)/p=(\\d{1,9})/(\\d{20})\\.parquet");

    private LakeKeys() {}

    /** What the keys of all chains of a topic begin with. */
    public static String topicPrefix(String topic) {
        return RAW + topic + "/";
    }

    /** The file of a chain that begins at offset {@code start}, without its folder. */
    public static String fileName(long start) {
        if (start < 0) {
            throw new IllegalArgumentException("start offset must not be negative: " + start);
        }
        return "%020d.parquet".formatted(start);
    }

    /** The chain that a key belongs to; empty when it is not that of a raw file. */
    public static Optional<Chain> chainOf(String key) {
        Matcher matcher = RAW_KEY.matcher(key);
        return matcher.matches()
                ? Optional.of(new Chain(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /**
     * The offset that a raw file begins at.
     *
     * @throws IllegalArgumentException when {@code key} is not that of a raw file
     */
    public static long startOf(String key) {
        Matcher matcher = RAW_KEY.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the key of a raw file: " + key);
        }
        return Long.parseLong(matcher.group(4));
    }
}
