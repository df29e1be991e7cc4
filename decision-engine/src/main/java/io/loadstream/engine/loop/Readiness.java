package io.loadstream.engine.loop;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the engine decides, and for how long it has not: it restores its state, starts over, waits for topics, or its
 * thread stands still. Told by one thread, asked by any.
 */
final class Readiness {

    /** Far longer than a step takes, an empty one or one that commits. */
    static final Duration STANDSTILL = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Pulse pulse;
    private volatile long unreadySince;
    private volatile boolean ready;

    Readiness(LongSupplier nanos, Pulse pulse) {
        this.nanos = nanos;
        this.pulse = pulse;
        this.unreadySince = nanos.getAsLong();
    }

    void set(boolean now) {
        if (ready && !now) {
            unreadySince = nanos.getAsLong();
        }
        ready = now;
    }

    /** Whether the state of all assigned partitions is there. */
    boolean isReady() {
        return ready;
    }

    /** Seconds since the engine could last decide; 0 while it can. */
    double unreadySeconds() {
        Duration since = ready ? pulse.silence() : Duration.ofNanos(nanos.getAsLong() - unreadySince);
        return ready && since.compareTo(STANDSTILL) < 0 ? 0 : since.toNanos() / 1e9;
    }
}
