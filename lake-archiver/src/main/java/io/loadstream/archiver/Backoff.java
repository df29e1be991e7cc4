package io.loadstream.archiver;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits longer from one failure to the next, up to a limit, and never quite as long as others do. For one thread. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private long nextMillis = FIRST.toMillis();

    /** @throws InterruptedException when what it waits for is no longer wanted */
    void pause() throws InterruptedException {
        Thread.sleep(nextMillis / 2 + ThreadLocalRandom.current().nextLong(nextMillis / 2 + 1));
        nextMillis = Math.min(nextMillis * 2, LIMIT.toMillis());
    }
}
