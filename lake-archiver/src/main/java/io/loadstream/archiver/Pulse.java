package io.loadstream.archiver;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether a thread goes on. Beaten by it at every step, felt by any other. */
final class Pulse {

    /** Far longer than a single call to a broker, each of which gives up after a minute. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private volatile long last;

    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    void beat() {
        last = nanos.getAsLong();
    }

    /** Whether it has been still for too long. */
    boolean isLost() {
        return nanos.getAsLong() - last > LONGEST_SILENCE.toNanos();
    }
}
