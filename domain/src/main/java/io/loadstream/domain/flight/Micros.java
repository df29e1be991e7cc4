package io.loadstream.domain.flight;

import java.time.Duration;
import java.time.Instant;

/** Event times as microseconds since 1970 UTC: eight bytes in the state of a flight instead of an object. */
public final class Micros {

    public static final long PER_SECOND = 1_000_000;
    public static final long PER_MINUTE = 60 * PER_SECOND;
    public static final long PER_DAY = 24 * 60 * PER_MINUTE;

    private Micros() {}

    public static long of(Instant time) {
        return time.getEpochSecond() * PER_SECOND + time.getNano() / 1000;
    }

    /** What is finer is cut off. */
    public static long of(Duration duration) {
        return duration.toSeconds() * PER_SECOND + duration.getNano() / 1000;
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }
}
