package io.loadstream.generator.simulate;

import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.Micros;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Watches the engine over the broker: it has taken in what its consumer group has committed, and since it commits in one
 * transaction with its decisions, all decisions on that are then on their topic. For one thread.
 */
public final class EngineReactions implements Reactions {

    private static final Logger LOG = Logger.getLogger(EngineReactions.class);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private final Admin admin;
    private final DecisionReader decisions;
    private final DecisionsSeen seen;
    private final List<TopicPartition> inputs = new ArrayList<>();
    private final String group;
    private final Duration patience;
    private final BooleanSupplier stop;
    private volatile Instant takenInUpTo;

    private EngineReactions(
            Admin admin,
            DecisionReader decisions,
            String group,
            Duration patience,
            EarlierRun earlier,
            BooleanSupplier stop) {
        this.admin = admin;
        this.decisions = decisions;
        this.group = group;
        this.patience = patience;
        this.stop = stop;
        for (Topic topic : Topic.inputs()) {
            inputs.addAll(decisions.partitionsOf(topic));
        }
        this.seen = decisions.begin(earlier);
    }

    /**
     * @param group the engine's consumer group
     * @param patience how long it may make no progress
     * @param earlier whose customers see again what they saw, while it is gone through
     * @param stop ends all waiting early
     * @throws RunFailedException when decisions that they saw are gone
     */
    public static EngineReactions open(
            Map<String, Object> kafka, String group, Duration patience, EarlierRun earlier, BooleanSupplier stop) {
        Admin admin = Admin.create(kafka);
        DecisionReader decisions = new DecisionReader(kafka, stop);
        try {
            return new EngineReactions(admin, decisions, group, patience, earlier, stop);
        } catch (RuntimeException e) {
            admin.close(Duration.ofSeconds(1));
            decisions.close();
            throw e;
        }
    }

    @Override
    public List<PromotionEvent> awaitDecisions(long until) {
        seen.moveOn(this::endsOnceTakenIn);
        List<PromotionEvent> decided = decisions.readUpTo(seen);
        takenInUpTo = Micros.toInstant(until);
        return decided;
    }

    /** Offset before which the customers of the flight with that key have seen the decisions. */
    public long seenBy(byte[] key) {
        return seen.of(key);
    }

    /** Event time up to which the engine is known to have taken all in; {@code null} before the first time. */
    public Instant takenInUpTo() {
        return takenInUpTo;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        decisions.close();
    }

    private void awaitTakenIn(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        long lastProgress = System.nanoTime();
        long lastTold = lastProgress;
        long least = Long.MAX_VALUE;
        while (!stop.getAsBoolean()) {
            long behind = behind(ends);
            if (behind == 0) {
                return;
            }
            long now = System.nanoTime();
            if (behind < least) {
                least = behind;
                lastProgress = now;
            }
            if (now - lastProgress > patience.toNanos()) {
                throw new RunFailedException(
                        ("the consumer group %s has %d records left to take in and made no progress"
                                        + " for %d s; start the engine, or set loadstream.generator.closed-loop.enabled to"
                                        + " false to simulate without reactions")
                                .formatted(group, behind, patience.toSeconds()));
            }
            if (now - lastTold > TELL_EVERY.toNanos()) {
                LOG.infof("Waiting for the consumer group %s, which has %d records left to take in", group, behind);
                lastTold = now;
            }
            Thread.sleep(POLL);
        }
    }

    /** Records that the engine has still to take in. */
    private long behind(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long behind = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            behind += Math.max(0, end.getValue() - (offset == null ? 0 : offset.offset()));
        }
        return behind;
    }

    /** Includes what transactions wrote whose end is not yet everywhere. */
    private long[] endsOnceTakenIn() {
        try {
            awaitTakenIn(ends(inputs));
            Map<TopicPartition, Long> ends = ends(decisions.partitions());
            return decisions.partitions().stream().mapToLong(ends::get).toArray();
        } catch (ExecutionException e) {
            throw new RunFailedException(
                    "the engine's progress cannot be read: " + e.getCause().getMessage()
                            + "; check the brokers, then start the run again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted while it waited for the engine", e);
        }
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
