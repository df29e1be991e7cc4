package io.loadstream.generator.simulate;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** Reads the engine's decisions as far as customers are to see them. For one thread. */
final class DecisionReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DecisionReader.class);

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final BooleanSupplier stop;
    /** What was read and is not to be seen yet, by partition. */
    private final List<Deque<ConsumerRecord<byte[], byte[]>>> ahead = new ArrayList<>();

    DecisionReader(Map<String, Object> kafka, BooleanSupplier stop) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.remove("group.id");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = partitionsOf(Topic.PROMO_DECISIONS);
        this.stop = stop;
        partitions.forEach(partition -> ahead.add(new ArrayDeque<>()));
    }

    /** Of the decisions, in the order of their numbers. */
    List<TopicPartition> partitions() {
        return partitions;
    }

    List<TopicPartition> partitionsOf(Topic topic) {
        return consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /**
     * What was decided before the run is about other flights, or about the same ones of an earlier run: it is passed over.
     *
     * @throws RunFailedException when decisions are gone that customers saw in the run that is continued
     */
    DecisionsSeen begin(EarlierRun earlier) {
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        long[] ends = partitions.stream().mapToLong(consumer::position).toArray();
        DecisionsSeen seen = new DecisionsSeen(earlier, ends);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        partitions.forEach(partition -> {
            long first = beginnings.get(partition);
            long from = seen.of(partition.partition());
            long last = earlier.seenLast(partition.partition());
            if (first > from || ends[partition.partition()] < last) {
                throw new RunFailedException(
                        "%s holds decisions %d to %d, and customers had seen %d to %d: a closed loop can only be"
                                        .formatted(partition, first, ends[partition.partition()], from, last)
                                + " continued while all of them are kept; begin anew on topics, a lake and a warehouse that"
                                + " are empty");
            }
            consumer.seek(partition, from);
        });
        return seen;
    }

    /** Decisions that are to be seen and were not given out before. */
    List<PromotionEvent> readUpTo(DecisionsSeen seen) {
        while (!stop.getAsBoolean() && fetchesMore(seen)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ahead.get(record.partition()).add(record);
            }
        }
        List<PromotionEvent> decided = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Deque<ConsumerRecord<byte[], byte[]>> fetched = ahead.get(partition.partition());
            while (!fetched.isEmpty() && fetched.peek().offset() < seen.of(partition.partition())) {
                take(fetched.remove(), decided);
            }
        }
        return decided;
    }

    /** Holds partitions that are read far enough, so that what was decided long after does not pile up. */
    private boolean fetchesMore(DecisionsSeen seen) {
        boolean more = false;
        for (TopicPartition partition : partitions) {
            if (consumer.position(partition) < seen.of(partition.partition())) {
                consumer.resume(List.of(partition));
                more = true;
            } else {
                consumer.pause(List.of(partition));
            }
        }
        return more;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, List<PromotionEvent> decided) {
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

    @Override
    public void close() {
        consumer.close();
    }
}
