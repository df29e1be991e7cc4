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
import org.apache.kafka.common.KafkaException;
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
     * @throws RunFailedException when they do not, or no broker can be found, within {@code patience}
     */
    public static void await(
            Map<String, Object> kafka, Collection<String> topics, Duration patience, BooleanSupplier stop)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String told = null;
        while (!stop.getAsBoolean()) {
            String problem = problem(kafka, topics);
            if (problem == null) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new RunFailedException(
                        "after " + patience.toSeconds() + " s still: " + problem + "; then start the run again");
            }
            if (!problem.equals(told)) {
                LOG.infof("Waiting: %s", problem);
                told = problem;
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    /**
     * What a run would fail of; {@code null} for nothing. With a client of its own each time: none can be made while no
     * broker's name is known, as after a start of the whole machine.
     */
    private static String problem(Map<String, Object> kafka, Collection<String> topics) throws InterruptedException {
        Admin admin = null;
        try {
            admin = Admin.create(kafka);
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(admin.listTopics().names().get(10, TimeUnit.SECONDS));
            return missing.isEmpty()
                    ? null
                    : "topics do not exist: " + missing + "; create them with the same number of partitions";
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return "Kafka does not answer: " + reason(e) + "; look at its brokers and at kafka.bootstrap.servers";
        } finally {
            if (admin != null) {
                // It would wait for the answer that did not come.
                admin.close(Duration.ZERO);
            }
        }
    }

    private static String reason(Exception e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return reason.getMessage() == null ? reason.toString() : reason.getMessage();
    }
}
