package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.domain.flight.StateInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares what a read_committed reader sees with what the input makes necessary, field by field.
 *
 * <p>Three topics that are written at the same time have no order among each other. The one thing taken from the engines
 * is therefore how they interleaved the topics: each transaction says up to where it had come in each. That these
 * stretches follow each other without a gap or an overlap, and take in every record, is itself checked.
 */
final class EngineChecker {

    /** Where records come from. */
    @FunctionalInterface
    interface Topics {
        /** All records of a topic's partition, in order. */
        List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition);
    }

    private static final List<String> INPUTS = List.of("flight_lifecycle", "seat_inventory", "bookings");
    private static final String STATE = "flight_state";
    private static final String METRICS = "inventory_metrics";
    private static final String DECISIONS = "promo_decisions";
    private static final String DEAD_LETTERS = "decision-engine.dead_letters";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXAMPLES = 5;

    private final Topics topics;
    private final String revision;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private long differences;
    private long input;
    private long transactions;
    private long metrics;
    private long decisions;
    private long deadLetters;

    /** @param revision of the policy that was in force all the time */
    EngineChecker(Topics topics, String revision) {
        this.topics = topics;
        this.revision = revision;
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

    long differences() {
        return differences;
    }

    /** Some of what differs; nothing when all is well. */
    List<String> problems() {
        return problems;
    }

    EngineChecker check(int partitions) {
        List<ConsumerRecord<byte[], byte[]>> expectedDead = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            PlainPartition plain = replay(partition);
            metrics += compare(METRICS, partition, plain.metrics);
            decisions += compare(DECISIONS, partition, plain.decisions);
            expectedDead.addAll(plain.deadLetters);
        }
        compareDeadLetters(expectedDead);
        return this;
    }

    private PlainPartition replay(int partition) {
        List<List<ConsumerRecord<byte[], byte[]>>> sources = new ArrayList<>();
        for (String topic : INPUTS) {
            sources.add(topics.read(topic, partition));
            input += sources.getLast().size();
        }
        PlainPartition plain = new PlainPartition(revision);
        int[] next = new int[INPUTS.size()];
        for (ConsumerRecord<byte[], byte[]> state : topics.read(STATE, partition)) {
            if (state.key().length == 1 && state.key()[0] == 0) {
                transactions++;
                replay(plain, sources, next, upTo(state.value()), partition);
            }
        }
        for (int t = 0; t < next.length; t++) {
            if (next[t] != sources.get(t).size()) {
                problem("%s-%d: %d of %d records were applied"
                        .formatted(
                                INPUTS.get(t),
                                partition,
                                next[t],
                                sources.get(t).size()));
            }
        }
        return plain;
    }

    private long[] upTo(byte[] clock) {
        StateInput in = new StateInput(clock);
        in.one();
        in.whole();
        in.whole();
        String inForce = in.text();
        if (!revision.equals(inForce)) {
            problem("a transaction decided by revision " + inForce + ", not " + revision);
        }
        long[] positions = new long[INPUTS.size()];
        for (int t = 0; t < positions.length; t++) {
            positions[t] = Math.max(0, in.whole());
        }
        return positions;
    }

    /** Applies one transaction's stretch: always the earliest of the topics' next records, those without event first. */
    private void replay(
            PlainPartition plain,
            List<List<ConsumerRecord<byte[], byte[]>>> sources,
            int[] next,
            long[] end,
            int partition) {
        while (true) {
            int earliest = -1;
            PlainEvent first = null;
            for (int t = 0; t < next.length; t++) {
                if (next[t] > end[t] || end[t] > sources.get(t).size()) {
                    problem("%s-%d: a transaction went from %d to %d of %d records"
                            .formatted(
                                    INPUTS.get(t),
                                    partition,
                                    next[t],
                                    end[t],
                                    sources.get(t).size()));
                    return;
                }
                if (next[t] == end[t]) {
                    continue;
                }
                PlainEvent event = PlainEvent.of(sources.get(t).get(next[t]));
                if (event == null) {
                    earliest = t;
                    first = null;
                    break;
                }
                if (earliest < 0 || event.at() < first.at()) {
                    earliest = t;
                    first = event;
                }
            }
            if (earliest < 0) {
                return;
            }
            ConsumerRecord<byte[], byte[]> record = sources.get(earliest).get(next[earliest]++);
            if (first == null) {
                plain.noEvent(record);
            } else {
                plain.apply(first);
            }
        }
    }

    private long compare(String topic, int partition, List<String> expected) {
        List<ConsumerRecord<byte[], byte[]>> found = topics.read(topic, partition);
        if (found.size() != expected.size()) {
            problem("%s-%d: there should be %d records and there are %d"
                    .formatted(topic, partition, expected.size(), found.size()));
        }
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            JsonNode json = json(found.get(i).value());
            String difference = Difference.of(json(expected.get(i).getBytes(StandardCharsets.UTF_8)), json);
            String key = new String(found.get(i).key(), StandardCharsets.UTF_8);
            if (difference == null && !key.equals(json.path("flight_id").asText())) {
                difference = "its key is " + key;
            }
            if (difference == null && topic.equals(DECISIONS)) {
                difference = wrongId(json);
            }
            if (difference != null) {
                // What follows is shifted or has grown from it.
                problem("%s-%d, record %d: %s: %s".formatted(topic, partition, i, difference, json));
                break;
            }
        }
        return found.size();
    }

    private String wrongId(JsonNode decision) {
        String id = decision.path("decision_id").asText();
        boolean ends = decision.path("event_type").asText().equals("PromotionEnded");
        if (ends) {
            return ids.contains(id) ? null : "it ends what was never decided";
        }
        return ids.add(id) ? null : "its decision_id came before";
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(text, StandardCharsets.UTF_8));
        }
    }

    private void compareDeadLetters(List<ConsumerRecord<byte[], byte[]>> expected) {
        Map<String, ConsumerRecord<byte[], byte[]>> missing = new HashMap<>();
        expected.forEach(record -> missing.put(PlainEvent.place(record), record));
        List<ConsumerRecord<byte[], byte[]>> found = topics.read(DEAD_LETTERS, 0);
        deadLetters = found.size();
        for (ConsumerRecord<byte[], byte[]> letter : found) {
            String place = header(letter, "source_topic")
                    + '-'
                    + header(letter, "source_partition")
                    + '@'
                    + header(letter, "source_offset");
            ConsumerRecord<byte[], byte[]> source = missing.remove(place);
            if (source == null) {
                problem("a dead letter too many: " + place);
            } else if (!Arrays.equals(source.value(), letter.value()) || !Arrays.equals(source.key(), letter.key())) {
                problem("the dead letter of " + place + " is not the record as it was received");
            } else if (header(letter, "reason").isBlank()
                    || header(letter, "service_version").isBlank()) {
                problem("the dead letter of " + place + " has no reason or no version");
            }
        }
        if (!missing.isEmpty()) {
            problem("%d dead letters are missing, such as %s"
                    .formatted(missing.size(), missing.keySet().iterator().next()));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void problem(String text) {
        differences++;
        if (problems.size() < EXAMPLES) {
            problems.add(text);
        }
    }
}
