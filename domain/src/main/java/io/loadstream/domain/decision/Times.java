package io.loadstream.domain.decision;

import java.time.Duration;

/** Durations in the unit of event times. */
final class Times {

    private Times() {}

    /** Microseconds. */
    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
