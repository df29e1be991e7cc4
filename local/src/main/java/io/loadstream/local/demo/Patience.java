package io.loadstream.local.demo;

import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.RunFailedException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits for something that moves, as long as it moves and everything lives. */
final class Patience {

    private final Pipeline pipeline;
    private final Duration limit;

    /** @param limit how long nothing may move */
    Patience(Pipeline pipeline, Duration limit) {
        this.pipeline = pipeline;
        this.limit = limit;
    }

    /**
     * Waits until {@code remaining} is 0 or less.
     *
     * @param poll how often to look
     * @throws RunFailedException when it does not change for too long, or a process ends
     */
    void awaitNone(String what, Duration poll, LongSupplier remaining) {
        long last = Long.MIN_VALUE;
        long lastChange = System.nanoTime();
        while (true) {
            pipeline.checkAlive();
            long now = remaining.getAsLong();
            if (now <= 0) {
                return;
            }
            if (now != last) {
                last = now;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > limit.toNanos()) {
                throw new RunFailedException(what + " for " + limit.toSeconds() + " s (" + now
                        + " to go). The logs are in " + pipeline.folder().logs());
            }
            sleep(poll);
        }
    }

    private static void sleep(Duration poll) {
        try {
            Thread.sleep(poll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted", e);
        }
    }
}
