package io.loadstream.generator.simulate;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.wire.EventReader;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
    private final KafkaConsumer<byte[], byte[]> decisions;
    private final List<TopicPartition> inputs = new ArrayList<>();
    private final List<TopicPartition> outputs;
    private final String group;
    private final Duration patience;
    private final BooleanSupplier stop;
    private volatile Instant takenInUpTo;

    private EngineReactions(
            Admin admin,
            KafkaConsumer<byte[], byte[]> decisions,
            String group,
            Duration patience,
            BooleanSupplier stop) {
        this.admin = admin;
        this.decisions = decisions;
        this.group = group;
        this.patience = patience;
        this.stop = stop;
        for (Topic topic : Topic.inputs()) {
            inputs.addAll(partitionsOf(topic));
        }
        this.outputs = partitionsOf(Topic.PROMO_DECISIONS);
        decisions.assign(outputs);
        // What was decided before this run is about other flights, or about the same ones of an earlier run.
        decisions.seekToEnd(outputs);
        outputs.forEach(decisions::position);
    }

    /**
     * @param group the engine's consumer group
     * @param patience how long it may make no progress
     * @param stop ends all waiting early
     */
    public static EngineReactions open(
            Map<String, Object> kafka, String group, Duration patience, BooleanSupplier stop) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        return new EngineReactions(
                Admin.create(kafka),
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                group,
                patience,
                stop);
    }

    @Override
    public List<PromotionEvent> awaitDecisions(long until) {
        try {
            awaitTakenIn(ends(inputs));
            List<PromotionEvent> decided = read(ends(outputs));
            takenInUpTo = Micros.toInstant(until);
            return decided;
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

    /** Reads up to those ends, which include what transactions wrote whose end is not yet everywhere. */
    private List<PromotionEvent> read(Map<TopicPartition, Long> ends) {
        List<PromotionEvent> decided = new ArrayList<>();
        while (!stop.getAsBoolean()
                && outputs.stream().anyMatch(partition -> decisions.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : decisions.poll(Duration.ofMillis(50))) {
                try {
                    if (EventReader.read(record.value()) instanceof PromotionEvent decision) {
                        decided.add(decision);
                    }
                } catch (InvalidEventException e) {
                    LOG.warnf(
                            "%s-%d@%d is no decision and reaches no customer: %s",
                            record.topic(), record.partition(), record.offset(), e.getMessage());
                }
            }
        }
        return decided;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private List<TopicPartition> partitionsOf(Topic topic) {
        return decisions.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
