package io.loadstream.generator.publish;

import io.loadstream.domain.event.Topic;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the topics hold of a run that ended early. */
public final class SentTopics {

    /** What a producer that was killed had under way has come by then, or never comes. */
    private static final long SETTLE_MILLIS = 1_000;

    private static final Duration POLL = Duration.ofMillis(100);

    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final boolean closedLoop;
    private final BooleanSupplier stop;
    private final Map<TopicPartition, HeldPartition> partitions = new HashMap<>();

    private SentTopics(KafkaConsumer<byte[], byte[]> consumer, boolean closedLoop, BooleanSupplier stop) {
        this.consumer = consumer;
        this.closedLoop = closedLoop;
        this.stop = stop;
    }

    /**
     * Looks through the topics, which must hold nothing but that run's records, from their first offset on. All records
     * of a closed loop are read, since each tells what its customers had seen; otherwise the last of each partition.
     *
     * @param stop ends the waiting early
     * @throws RunFailedException when the run cannot be continued with what is there
     */
    public static AlreadySent read(
            Map<String, Object> kafka, Collection<String> topics, boolean closedLoop, BooleanSupplier stop)
            throws InterruptedException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new SentTopics(consumer, closedLoop, stop).read(topics);
        }
    }

    private AlreadySent read(Collection<String> topics) throws InterruptedException {
        Map<String, HeldPartition[]> held = new HashMap<>();
        topics.forEach(topic ->
                held.put(topic, new HeldPartition[consumer.partitionsFor(topic).size()]));
        settledEnds(held).forEach((partition, end) -> {
            HeldPartition there = new HeldPartition(end);
            held.get(partition.topic())[partition.partition()] = there;
            if (end > 0) {
                partitions.put(partition, there);
            }
        });
        consumer.assign(partitions.keySet());
        if (closedLoop) {
            requireLikeDecisions(held);
            requireBeginnings();
        }
        partitions.forEach((partition, there) -> {
            there.readFrom(closedLoop ? 0 : there.count() - 1);
            consumer.seek(partition, there.nextRead());
        });
        while (partitions.values().stream().anyMatch(HeldPartition::isToRead) && !stop.getAsBoolean()) {
            consumer.poll(POLL).forEach(this::take);
            requireNoGaps();
        }
        return new AlreadySent(held);
    }

    private Map<TopicPartition, Long> settledEnds(Map<String, HeldPartition[]> topics) throws InterruptedException {
        List<TopicPartition> all = new ArrayList<>();
        topics.forEach((topic, held) -> {
            for (int partition = 0; partition < held.length; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        });
        Map<TopicPartition, Long> before = Map.of();
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (!ends.equals(before) && !stop.getAsBoolean()) {
            Thread.sleep(SETTLE_MILLIS);
            before = ends;
            ends = consumer.endOffsets(all);
        }
        return ends;
    }

    /** What customers see of a partition's decisions is told by the records of the same partition. */
    private void requireLikeDecisions(Map<String, HeldPartition[]> topics) {
        String decisions = Topic.PROMO_DECISIONS.topicName();
        int count = consumer.partitionsFor(decisions).size();
        topics.forEach((topic, held) -> {
            if (held.length != count) {
                throw new RunFailedException(
                        "%s has %d partitions and %s has %d: a closed loop can only be continued where all topics have"
                                        .formatted(topic, held.length, decisions, count)
                                + " equally many; begin anew on topics, a lake and a warehouse that are empty");
            }
        });
    }

    private void requireBeginnings() {
        consumer.beginningOffsets(partitions.keySet()).forEach((partition, first) -> {
            if (first > 0) {
                throw new RunFailedException(
                        "%s has lost its first %d records, with what they told of the decisions that customers had"
                                        .formatted(partition, first)
                                + " seen: a closed loop can only be continued while all its records are kept; begin anew"
                                + " on topics, a lake and a warehouse that are empty");
            }
        });
    }

    private void requireNoGaps() {
        partitions.forEach((partition, held) -> {
            if (held.isToRead() && consumer.position(partition) >= held.count()) {
                throw new RunFailedException(
                        "%s@%d is none of a run's records, which leave no gaps: begin anew on topics, a"
                                        .formatted(partition, held.nextRead())
                                + " lake and a warehouse that are empty");
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        HeldPartition held = partitions.get(new TopicPartition(record.topic(), record.partition()));
        if (record.offset() == held.nextRead() && held.isToRead()) {
            held.read(record.value() == null ? NOTHING : record.value(), seen(record));
        }
    }

    private long seen(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventPublisher.DECISIONS_SEEN);
        if ((header != null) != closedLoop) {
            throw new RunFailedException("%s-%d@%d ".formatted(record.topic(), record.partition(), record.offset())
                    + (closedLoop
                            ? "does not tell which decisions its customers had seen: the run was begun without a closed loop,"
                                    + " to be continued so with loadstream.generator.closed-loop.enabled set to false, or by a"
                                    + " version that cannot be continued"
                            : "is of a closed loop: continue it with loadstream.generator.closed-loop.enabled set to true")
                    + "; or begin anew on topics, a lake and a warehouse that are empty");
        }
        return header == null
                ? OutgoingEvent.NO_LOOP
                : Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
    }
}
