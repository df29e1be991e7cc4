package io.loadstream.generator.publish;

import io.loadstream.generator.source.ContinuedSource;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the topics hold of a run that ended early, however it did. An idempotent producer writes each partition in order
 * and leaves no gaps, so a partition holds the beginning of what the run sends to it, and its end is the position of the
 * run: nothing else need be kept. Several threads may ask, each about partitions of its own.
 */
public final class AlreadySent {

    /** What a producer that was killed had under way has come by then, or never comes. */
    private static final long SETTLE_MILLIS = 1_000;

    private static final String WHAT_TO_DO = "continue with the scenario and the seed that began it, or start over";

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Held[]> topics = new HashMap<>();
    private long records;

    private AlreadySent() {}

    /** Records of one partition, those that are left to be passed over, and the last of them. */
    private static final class Held {

        private long count;
        private long left;
        private byte[] last;
    }

    /**
     * Looks through the topics, which must hold nothing but that run's records, from their first offset on.
     *
     * @param stop ends the waiting early
     */
    public static AlreadySent in(Map<String, Object> kafka, Collection<String> topics, BooleanSupplier stop)
            throws InterruptedException {
        AlreadySent sent = new AlreadySent();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                List<PartitionInfo> infos = consumer.partitionsFor(topic);
                Held[] held = new Held[infos.size()];
                Arrays.setAll(held, i -> new Held());
                sent.topics.put(topic, held);
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            sent.take(settledEnds(consumer, partitions, stop));
            sent.readLast(consumer, partitions, stop);
        }
        return sent;
    }

    /** All records that are there. */
    public long records() {
        return records;
    }

    /**
     * The run's threads without what the topics hold of them. The run is played up to there first, and nothing of that goes
     * out: one thread may come to the end of its partitions, and send, long before another comes to a record that differs.
     *
     * @param whole the run as one source
     * @param lanes opens it as one source for each thread
     * @return none when it was stopped meanwhile
     * @throws RunFailedException when the topics hold anything but the beginning of the run
     */
    public List<EventSource> rest(EventSource whole, Supplier<List<EventSource>> lanes, BooleanSupplier stop) {
        long unseen = records;
        for (OutgoingEvent next = whole.peek(); unseen > 0 && next != null; next = whole.peek()) {
            if (stop.getAsBoolean()) {
                return List.of();
            }
            unseen -= holds(next) ? 1 : 0;
            whole.take();
        }
        if (unseen > 0) {
            throw new RunFailedException(
                    "the topics hold %d records more than this run sends there: %s".formatted(unseen, WHAT_TO_DO));
        }
        topics.values().forEach(partitions -> Arrays.stream(partitions).forEach(held -> held.left = held.count));
        return lanes.get().stream()
                .<EventSource>map(lane -> new ContinuedSource(lane, this::holds))
                .toList();
    }

    /**
     * Whether the topics hold this record of the run, which is asked for in the order of the run.
     *
     * @throws RunFailedException when they hold another one in its place
     */
    private boolean holds(OutgoingEvent event) {
        Held[] partitions = topics.get(event.topic());
        int partition = Partitions.ofKey(event.key(), partitions.length);
        Held held = partitions[partition];
        if (held.left == 0) {
            return false;
        }
        held.left--;
        if (held.left == 0 && !Arrays.equals(held.last, event.json())) {
            throw new RunFailedException("the last record of %s-%d is not what this run sends there: %s"
                    .formatted(event.topic(), partition, WHAT_TO_DO));
        }
        return true;
    }

    private static Map<TopicPartition, Long> settledEnds(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, BooleanSupplier stop)
            throws InterruptedException {
        Map<TopicPartition, Long> before = Map.of();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!ends.equals(before) && !stop.getAsBoolean()) {
            Thread.sleep(SETTLE_MILLIS);
            before = ends;
            ends = consumer.endOffsets(partitions);
        }
        return ends;
    }

    private void take(Map<TopicPartition, Long> ends) {
        ends.forEach((partition, end) -> {
            Held held = topics.get(partition.topic())[partition.partition()];
            held.count = end;
            held.left = end;
            records += end;
        });
    }

    private void readLast(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, BooleanSupplier stop) {
        List<TopicPartition> begun = partitions.stream()
                .filter(partition -> topics.get(partition.topic())[partition.partition()].left > 0)
                .toList();
        consumer.assign(begun);
        begun.forEach(
                partition -> consumer.seek(partition, topics.get(partition.topic())[partition.partition()].left - 1));
        int missing = begun.size();
        while (missing > 0 && !stop.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Held held = topics.get(record.topic())[record.partition()];
                if (record.offset() == held.left - 1) {
                    held.last = record.value();
                    missing--;
                }
            }
        }
    }
}
