package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.StateInput;
import io.loadstream.domain.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares what a read_committed reader sees with what the input makes necessary.
 *
 * <p>Three topics that are written at the same time have no order among each other. The one thing taken from the engines
 * is therefore how they interleaved the topics: each transaction says up to where it had come in each. That these
 * stretches follow each other without a gap or an overlap is itself checked.
 */
final class EngineChecker {

    private static final double VELOCITY_TOLERANCE = 0.00101;
    private static final int EXAMPLES = 5;

    private final String bootstrapServers;
    private final List<String> problems = new ArrayList<>();
    private long input;
    private long transactions;
    private long metrics;
    private long decisions;
    private long deadLetters;

    EngineChecker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    long input() {
        return input;
    }

    long transactions() {
        return transactions;
    }

    long metrics() {
        return metrics;
    }

    long decisions() {
        return decisions;
    }

    long deadLetters() {
        return deadLetters;
    }

    /** What differs; nothing when all is well. */
    List<String> problems() {
        return problems;
    }

    void check(int partitions) {
        List<String> expectedDead = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            PlainPartition plain = replay(partition);
            metrics += compareMetrics(plain, read(Topic.INVENTORY_METRICS.topicName(), partition));
            decisions += compareDecisions(plain, read(Topic.PROMO_DECISIONS.topicName(), partition));
            expectedDead.addAll(plain.deadLetters);
        }
        compareDeadLetters(expectedDead);
    }

    private PlainPartition replay(int partition) {
        List<List<ConsumerRecord<byte[], byte[]>>> topics = new ArrayList<>();
        for (Topic topic : Topic.inputs()) {
            topics.add(read(topic.topicName(), partition));
            input += topics.getLast().size();
        }
        PlainPartition plain = new PlainPartition();
        int[] next = new int[topics.size()];
        for (ConsumerRecord<byte[], byte[]> state : read(Topic.FLIGHT_STATE, partition)) {
            if (state.key().length == 1 && state.key()[0] == 0) {
                transactions++;
                replay(plain, topics, next, upTo(state.value(), topics.size()), partition);
            }
        }
        for (int t = 0; t < next.length; t++) {
            if (next[t] != topics.get(t).size()) {
                problem("partition %d: %d of %d records of %s were applied"
                        .formatted(
                                partition,
                                next[t],
                                topics.get(t).size(),
                                Topic.inputs().get(t)));
            }
        }
        return plain;
    }

    private static long[] upTo(byte[] clock, int topics) {
        StateInput in = new StateInput(clock);
        in.one();
        in.whole();
        in.whole();
        in.text();
        long[] positions = new long[topics];
        for (int t = 0; t < topics; t++) {
            positions[t] = Math.max(0, in.whole());
        }
        return positions;
    }

    /** Applies one transaction's stretch: always the earliest of the topics' next records, those without event first. */
    private void replay(
            PlainPartition plain,
            List<List<ConsumerRecord<byte[], byte[]>>> topics,
            int[] next,
            long[] end,
            int partition) {
        while (true) {
            int earliest = -1;
            Event first = null;
            for (int t = 0; t < next.length; t++) {
                if (next[t] > end[t]) {
                    problem("partition %d: a transaction went back in %s to %d"
                            .formatted(partition, Topic.inputs().get(t), end[t]));
                    return;
                }
                if (next[t] == end[t]) {
                    continue;
                }
                Event event = event(topics.get(t).get(next[t]), Topic.inputs().get(t));
                if (event == null) {
                    earliest = t;
                    first = null;
                    break;
                }
                if (earliest < 0 || event.eventTime().isBefore(first.eventTime())) {
                    earliest = t;
                    first = event;
                }
            }
            if (earliest < 0) {
                return;
            }
            ConsumerRecord<byte[], byte[]> record = topics.get(earliest).get(next[earliest]++);
            String source = record.topic() + "-" + record.partition() + "@" + record.offset();
            if (first == null) {
                plain.noEvent(source);
            } else {
                plain.apply((InputEvent) first, source);
            }
        }
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record, Topic topic) {
        try {
            Event event = EventReader.read(record.value());
            return event.topic() == topic ? event : null;
        } catch (InvalidEventException e) {
            return null;
        }
    }

    private long compareMetrics(PlainPartition plain, List<ConsumerRecord<byte[], byte[]>> records) {
        for (int i = 0; i < Math.max(records.size(), plain.metrics.size()); i++) {
            CabinInventoryMetrics found = i < records.size()
                    ? (CabinInventoryMetrics) EventReader.read(records.get(i).value())
                    : null;
            String expected = i < plain.metrics.size() ? plain.metrics.get(i) : "nothing";
            String line = found == null ? "nothing" : Lines.of(found);
            boolean same = line.equals(expected)
                    && Math.abs(found.bookingVelocityPerDay() - plain.velocities.get(i)) < VELOCITY_TOLERANCE;
            if (!same) {
                problem("metric %d should be [%s] and is [%s]".formatted(i, expected, line));
                break;
            }
        }
        return records.size();
    }

    private long compareDecisions(PlainPartition plain, List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < Math.max(records.size(), plain.decisions.size()); i++) {
            Event found = i < records.size() ? EventReader.read(records.get(i).value()) : null;
            String expected = i < plain.decisions.size() ? plain.decisions.get(i) : "nothing";
            String line = found == null ? "nothing" : Lines.of(found);
            if (!line.equals(expected)) {
                problem("decision %d should be [%s] and is [%s]".formatted(i, expected, line));
                break;
            }
            if (found instanceof PromotionTriggered made
                    && !ids.add(made.explanation().decisionId())) {
                problem("decision id came twice: " + line);
            }
            if (found instanceof PromotionEnded ended && !ids.contains(ended.decisionId())) {
                problem("an offer ended that was never made: " + line);
            }
        }
        return records.size();
    }

    private void compareDeadLetters(List<String> expected) {
        List<String> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : read(Topic.deadLettersOf("decision-engine"), 0)) {
            found.add(header(record, "source_topic") + "-" + header(record, "source_partition") + "@"
                    + header(record, "source_offset"));
        }
        deadLetters = found.size();
        Collections.sort(found);
        Collections.sort(expected);
        if (!found.equals(expected)) {
            List<String> missing = new ArrayList<>(expected);
            found.forEach(missing::remove);
            List<String> surplus = new ArrayList<>(found);
            expected.forEach(surplus::remove);
            problem("%d dead letters are missing, such as %s; %d are too many, such as %s"
                    .formatted(
                            missing.size(),
                            missing.stream().findFirst().orElse("none"),
                            surplus.size(),
                            surplus.stream().findFirst().orElse("none")));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void problem(String text) {
        if (problems.size() < EXAMPLES) {
            problems.add(text);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition) {
        TopicPartition source = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            long end = consumer.endOffsets(List.of(source)).get(source);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            Instant deadline = Instant.now().plusSeconds(60);
            while (consumer.position(source) < end) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(source + " could not be read to its end at " + end);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
