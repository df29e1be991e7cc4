package io.loadstream.domain.decision;

import java.time.Duration;

/**
 * How much disorder of event time is borne, and how long flights are remembered. All in event time.
 *
 * @param lateness how far behind the partition's time a booking or an inventory may be and still count
 * @param jump how far ahead of the partition's time one event alone may move it; a longer jump needs a second event
 *     that confirms it
 * @param retention how long a flight is remembered after it left, was cancelled or should have departed
 * @param orphans how long bookings wait for their flight's schedule
 */
public record Bounds(Duration lateness, Duration jump, Duration retention, Duration orphans) {

    public static final Bounds DEFAULT =
            new Bounds(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(7));

    public Bounds {
        positive("lateness", lateness);
        positive("jump", jump);
        positive("retention", retention);
        positive("orphans", orphans);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
