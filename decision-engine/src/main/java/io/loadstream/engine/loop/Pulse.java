package io.loadstream.engine.loop;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the loop's thread goes on. It beats at every step and, since a restore may rightly take long, at every piece of
 * one. Beaten by one thread, felt by any.
 */
final class Pulse {

    /** Far longer than a single call to a broker, each of which gives up after a minute. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final LongSupplier nanos;
    private volatile long last;
    private volatile boolean ended;

    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    void beat() {
        last = nanos.getAsLong();
    }

    /** The thread ends, for whatever reason. */
    void end() {
        ended = true;
    }

    /** Time since the last beat. */
    Duration silence() {
        return Duration.ofNanos(nanos.getAsLong() - last);
    }

    /** Why there is no life; {@code null} while there is. */
    String lost() {
        if (ended) {
            return "the thread that decides has ended";
        }
        Duration silence = silence();
        return silence.compareTo(LONGEST_SILENCE) > 0
                ? "the thread that decides has stood still for " + silence.toSeconds() + " s"
                : null;
    }
}
