package io.loadstream.http;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** So many requests a second, of which a second's worth may come at once. */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    private final long nanosEach;
    private final LongSupplier nanoTime;
    /** When all that was admitted would have come at an even pace. */
    private final AtomicLong due;

    Pace(int requestsPerSecond, LongSupplier nanoTime) {
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "loadstream.http.requests-per-second must be 1 or more: " + requestsPerSecond);
        }
        this.nanosEach = SECOND / requestsPerSecond;
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
    }

    boolean admits() {
        while (true) {
            long now = nanoTime.getAsLong();
            long was = due.get();
            long next = (was - now > 0 ? was : now) + nanosEach;
            if (next - now > SECOND) {
                return false;
            }
            if (due.compareAndSet(was, next)) {
                return true;
            }
        }
    }
}
