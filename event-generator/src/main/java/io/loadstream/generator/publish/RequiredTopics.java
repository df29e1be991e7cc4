package io.loadstream.generator.publish;

import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;

/** The topics that a run writes to: it creates none, it waits for them. */
public final class RequiredTopics {

    private static final Logger LOG = Logger.getLogger(RequiredTopics.class);

    private static final long RETRY_MILLIS = 500;

    private RequiredTopics() {}

    /**
     * Waits until all exist.
     *
     * @param stop ends the waiting early
     * @throws RunFailedException when they do not within {@code patience}
     */
    public static void await(
            Map<String, Object> kafka, Collection<String> topics, Duration patience, BooleanSupplier stop)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Set<String> toldMissing = Set.of();
        try (Admin admin = Admin.create(kafka)) {
            while (!stop.getAsBoolean()) {
                Set<String> missing = missing(admin, topics);
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw new RunFailedException("topics do not exist after " + patience.toSeconds() + " s: " + missing
                            + "; create them with the same number of partitions, then start the run again");
                }
                if (!missing.equals(toldMissing)) {
                    LOG.infof("Waiting for topics that do not exist yet: %s", missing);
                    toldMissing = missing;
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
    }

    private static Set<String> missing(Admin admin, Collection<String> topics) throws InterruptedException {
        Set<String> missing = new TreeSet<>(topics);
        try {
            missing.removeAll(admin.listTopics().names().get(10, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("Kafka does not answer yet: %s", e.getMessage() == null ? e : e.getMessage());
        }
        return missing;
    }
}
