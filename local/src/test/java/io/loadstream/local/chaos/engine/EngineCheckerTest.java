package io.loadstream.local.chaos.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: it is given what a right engine puts out, then the same with one fault. */
class EngineCheckerTest {

    private static final String METRICS = "inventory_metrics";
    private static final String DECISIONS = "promo_decisions";
    private static final String DEAD_LETTERS = "decision-engine.dead_letters";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PureRun RIGHT = new PureRun(2_500);

    @Test
    void rightOutputHasNoDifference() {
        EngineChecker checker = check(topics -> {});

        assertThat(checker.problems()).isEmpty();
        assertThat(checker.differences()).isZero();
        assertThat(checker.input()).isEqualTo(2_500 + overshoot());
        assertThat(checker.metrics()).isGreaterThan(300);
        assertThat(checker.deadLetters()).isPositive();
        assertThat(kinds().keySet())
                .contains("PromotionTriggered", "PromotionSuppressed", "PromotionEnded", "CabinInventoryMetrics");
    }

    @Test
    void everyFieldOfEveryKindOfRecordIsCompared() throws IOException {
        Set<String> unnoticed = new TreeSet<>();
        int faults = 0;
        for (Map.Entry<String, ConsumerRecord<byte[], byte[]>> kind : kinds().entrySet()) {
            ConsumerRecord<byte[], byte[]> record = kind.getValue();
            for (Map.Entry<String, byte[]> altered : altered(record).entrySet()) {
                faults++;
                EngineChecker checker = check(topics ->
                        topics.get(record.topic()).set((int) record.offset(), with(record, altered.getValue())));
                if (checker.problems().isEmpty()) {
                    unnoticed.add(kind.getKey() + ": " + altered.getKey());
                }
            }
        }

        assertThat(faults).isGreaterThan(80);
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void recordThatIsMissingRepeatedOrOutOfOrderIsFound() {
        for (String topic : List.of(METRICS, DECISIONS)) {
            int middle = RIGHT.topic(topic).size() / 2;

            assertThat(check(topics -> topics.get(topic).remove(middle)).problems())
                    .isNotEmpty();
            assertThat(check(topics -> topics.get(topic).add(RIGHT.topic(topic).getLast()))
                            .problems())
                    .isNotEmpty();
            assertThat(check(topics -> topics.get(topic)
                                    .set(
                                            middle,
                                            topics.get(topic)
                                                    .set(
                                                            middle + 1,
                                                            topics.get(topic).get(middle))))
                            .problems())
                    .isNotEmpty();
        }
    }

    @Test
    void deadLetterThatIsMissingRepeatedOrAlteredIsFound() {
        ConsumerRecord<byte[], byte[]> letter = RIGHT.topic(DEAD_LETTERS).stream()
                .filter(record -> record.value() != null)
                .findFirst()
                .orElseThrow();

        assertThat(check(topics -> topics.get(DEAD_LETTERS).remove(letter)).problems())
                .singleElement()
                .asString()
                .contains("missing");
        assertThat(check(topics -> topics.get(DEAD_LETTERS).add(letter)).problems())
                .singleElement()
                .asString()
                .contains("too many");
        assertThat(check(topics -> topics.get(DEAD_LETTERS).set((int) letter.offset(), with(letter, new byte[] {1})))
                        .problems())
                .singleElement()
                .asString()
                .contains("not the record as it was received");
    }

    @Test
    void transactionThatIsMissingAtTheEndOrWentBackIsFound() {
        assertThat(check(topics -> topics.get("flight_state").removeLast()).problems())
                .anyMatch(problem -> problem.contains("were applied"));
        assertThat(check(topics -> topics.get("flight_state")
                                .add(topics.get("flight_state").getFirst()))
                        .problems())
                .anyMatch(problem -> problem.contains("a transaction went from"));
    }

    @Test
    void decisionOfAnotherPolicyIsFound() {
        assertThat(new EngineChecker((topic, partition) -> RIGHT.topic(topic), "another")
                        .check(1)
                        .problems())
                .anyMatch(problem -> problem.contains("a transaction decided by revision"));
    }

    private static EngineChecker check(Consumer<Map<String, List<ConsumerRecord<byte[], byte[]>>>> fault) {
        Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
        RIGHT.topics.forEach((topic, records) -> topics.put(topic, new ArrayList<>(records)));
        fault.accept(topics);
        return new EngineChecker((topic, partition) -> topics.get(topic), RIGHT.revision).check(1);
    }

    /** The drill's last step may send more than one record. */
    private static int overshoot() {
        return RIGHT.topic("flight_lifecycle").size()
                + RIGHT.topic("seat_inventory").size()
                + RIGHT.topic("bookings").size()
                - 2_500;
    }

    /** One record of each kind, and of those decisions that a record caused and that time caused. */
    private static Map<String, ConsumerRecord<byte[], byte[]>> kinds() {
        Map<String, ConsumerRecord<byte[], byte[]>> kinds = new LinkedHashMap<>();
        for (String topic : List.of(METRICS, DECISIONS)) {
            for (ConsumerRecord<byte[], byte[]> record : RIGHT.topic(topic)) {
                JsonNode json = json(record);
                String type = json.get("event_type").asText();
                kinds.put(json.has("caused_by") ? type + " by a record" : type, record);
                kinds.put(type, record);
            }
        }
        return kinds;
    }

    private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConsumerRecord<byte[], byte[]> with(ConsumerRecord<byte[], byte[]> record, byte[] value) {
        ConsumerRecord<byte[], byte[]> altered =
                new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(), value);
        record.headers().forEach(altered.headers()::add);
        return altered;
    }

    /** The record with one field changed, one left out, one too many: by what was done. */
    private static Map<String, byte[]> altered(ConsumerRecord<byte[], byte[]> record) throws IOException {
        Map<String, byte[]> altered = new LinkedHashMap<>();
        ObjectNode whole = (ObjectNode) json(record);
        alter(whole, whole, "", altered);
        whole.put("surplus", 1);
        altered.put("surplus", JSON.writeValueAsBytes(whole));
        return altered;
    }

    private static void alter(ObjectNode whole, ObjectNode object, String path, Map<String, byte[]> altered)
            throws IOException {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode was = object.get(name);
            switch (was) {
                case ObjectNode nested -> alter(whole, nested, path + name + '.', altered);
                case ArrayNode list -> {
                    for (JsonNode element : list) {
                        alter(whole, (ObjectNode) element, path + name + "[].", altered);
                    }
                }
                default -> {
                    if (was.isBoolean()) {
                        object.put(name, !was.asBoolean());
                    } else if (was.isNumber()) {
                        object.put(name, was.asDouble() + 0.01);
                    } else {
                        object.put(name, was.asText() + '1');
                    }
                    altered.put(path + name + " changed in " + altered.size(), JSON.writeValueAsBytes(whole));
                    object.set(name, was);
                }
            }
            object.remove(name);
            altered.put(path + name + " left out in " + altered.size(), JSON.writeValueAsBytes(whole));
            object.set(name, was);
        }
    }
}
