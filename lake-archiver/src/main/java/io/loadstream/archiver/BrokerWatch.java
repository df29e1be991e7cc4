package io.loadstream.archiver;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks from time to time whether the broker answers: a consumer waits for one that is gone in silence, as if there were
 * nothing to fetch.
 */
final class BrokerWatch implements Runnable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String BROKER = "broker";

    private final Broker broker;
    private final Supplier<Set<TopicPartition>> partitions;
    private final Problems problems;

    /** @param partitions whose leaders are to answer; asked anew each time */
    BrokerWatch(Broker broker, Supplier<Set<TopicPartition>> partitions, Problems problems) {
        this.broker = broker;
        this.partitions = partitions;
        this.problems = problems;
    }

    /** Runs until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look();
            }
        } catch (InterruptedException e) {
            problems.solved(BROKER);
        }
    }

    private void look() throws InterruptedException {
        try {
            broker.answer(partitions.get(), LIMIT);
            problems.solved(BROKER);
        } catch (ExecutionException e) {
            problems.report(BROKER, "does not answer: " + Failures.describe(e));
        }
    }
}
