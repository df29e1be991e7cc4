package io.loadstream.engine.loop;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;

/**
 * What waits to be answered, bounded. Questions come from any thread and are answered by the loop's, which gives them so
 * much time between two transactions and no more: whoever asks may wait, decisions may not. Those that go through all
 * flights have a short queue of their own, and one of them at most has its turn at a time.
 */
final class Questions {

    private final BlockingQueue<Question<?>> lookups;
    private final BlockingQueue<Question<?>> scans;
    private final long budgetNanos;
    private final LongSupplier nanos;

    Questions(int mostLookups, int mostScans, Duration budget, LongSupplier nanos) {
        this.lookups = new ArrayBlockingQueue<>(mostLookups);
        this.scans = new ArrayBlockingQueue<>(mostScans);
        this.budgetNanos = budget.toNanos();
        this.nanos = nanos;
    }

    /** Takes the question of a few flights, unless too many wait. */
    boolean offer(Question<?> lookup) {
        return lookups.offer(lookup);
    }

    /** Takes the question of all flights, unless too many wait. */
    boolean offerScan(Question<?> scan) {
        return scans.offer(scan);
    }

    boolean remove(Question<?> question) {
        return lookups.remove(question) || scans.remove(question);
    }

    boolean isEmpty() {
        return lookups.isEmpty() && scans.isEmpty();
    }

    /** Answers what its time allows: one scan, and look-ups, of which at least one has its turn. */
    void answer(OpenFlights flights) {
        long started = nanos.getAsLong();
        answer(scans.poll(), flights);
        do {
            answer(lookups.poll(), flights);
        } while (!lookups.isEmpty() && nanos.getAsLong() - started < budgetNanos);
    }

    private static void answer(Question<?> question, OpenFlights flights) {
        if (question != null) {
            question.answer(flights);
        }
    }

    /** Refuses all. */
    void refuse() {
        refuse(lookups);
        refuse(scans);
    }

    private static void refuse(BlockingQueue<Question<?>> waiting) {
        for (Question<?> question = waiting.poll(); question != null; question = waiting.poll()) {
            question.refuse();
        }
    }
}
