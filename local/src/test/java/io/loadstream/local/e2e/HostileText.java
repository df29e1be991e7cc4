package io.loadstream.local.e2e;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An event of a flight of its own with one hostile text in it.
 *
 * @param type of the event
 * @param field that has the text; {@code null} for the harmless one of its type
 * @param marker that the text ends with, and no other
 * @param allowed whether the contract lets any text stand there
 */
record HostileText(
        String type,
        JsonPointer field,
        String text,
        String marker,
        Topic topic,
        String key,
        String json,
        boolean allowed) {

    static final Pattern MARKER = Pattern.compile("#\\d+#");

    /** What may stand in any text: SQL, what formats and pages are made of, and letters that mislead the eye. */
    private static final List<String> ODD = List.of(
            "'); DROP TABLE dw.fact_booking CASCADE; --$1 %s {} ${x} E'\\' /* \"; */ <script>alert(1)</script> ../..",
            "\u202e\u200b\ufeffBA\u0301\ud83d\udeeb\u2028");

    /** What may stand nowhere: control characters, half a character, too much. */
    private static final List<String> IMPOSSIBLE = List.of("a\u0000b\u001b[2J", "a\ud83d", "x".repeat(1_001));

    private static final String OWN_ID = "hostile-";
    private static final List<String> IDS = List.of("flight_id", "booking_id", "decision_id");

    /** Where a record lies. */
    record Place(String topic, int partition, long offset) {

        @Override
        public String toString() {
            return topic + "-" + partition + " @ " + offset;
        }
    }

    /** For each event of the contract a harmless one, and then each field of it in turn with each odd text and an impossible one. */
    static List<HostileText> everywhere() {
        List<HostileText> attack = new ArrayList<>();
        for (ContractTexts event : ContractTexts.ofEveryEvent()) {
            attack.add(of(event, null, "", attack.size()));
            for (JsonPointer field : event.texts()) {
                for (String text : ODD) {
                    attack.add(of(event, field, text, attack.size()));
                }
                attack.add(of(
                        event, field, IMPOSSIBLE.get(event.texts().indexOf(field) % IMPOSSIBLE.size()), attack.size()));
            }
        }
        return attack;
    }

    private static HostileText of(ContractTexts event, JsonPointer field, String text, int number) {
        String marker = "#" + number + "#";
        ObjectNode json = event.sample();
        for (String id : IDS) {
            if (json.has(id)) {
                json.put(id, OWN_ID + marker);
            }
        }
        if (field != null) {
            ContractTexts.put(json, field, text + marker);
        }
        // A half of a character has no bytes of its own: it can only be written as an escape.
        String written = json.toString().replace("a\ud83d#", "a\\ud83d#");
        return new HostileText(
                event.sample().get("event_type").asText(),
                field,
                text + marker,
                marker,
                EventReader.read(bytes(event.sample().toString())).topic(),
                json.get("flight_id").asText(),
                written,
                isAllowed(written));
    }

    private static boolean isAllowed(String json) {
        try {
            EventReader.read(bytes(json));
            return true;
        } catch (InvalidEventException refused) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Puts all of them on their topics; tells where each lies. */
    static List<Place> send(String bootstrapServers, List<HostileText> attack) throws ExecutionException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (HostileText text : attack) {
                sent.add(producer.send(new ProducerRecord<>(text.topic.topicName(), text.key, text.json)));
            }
            List<Place> places = new ArrayList<>();
            for (Future<RecordMetadata> record : sent) {
                RecordMetadata lies = record.get();
                places.add(new Place(lies.topic(), lies.partition(), lies.offset()));
            }
            return places;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isHarmless() {
        return field == null;
    }

    /** Whether that has nothing of this event but its own texts, unchanged. */
    boolean isLiterallyIn(String found) {
        return found.contains(text) || found.equals(OWN_ID + marker);
    }

    /** As reasons name it, which do not tell which of several. */
    String fieldName() {
        JsonPointer last = field.last();
        return last.mayMatchElement() ? field.head().last().getMatchingProperty() : last.getMatchingProperty();
    }

    /** Whether a service decides on it, and so answers for it. */
    boolean isInput() {
        return Topic.inputs().contains(topic);
    }

    @Override
    public String toString() {
        return type + (field == null ? "" : field) + ": " + text.substring(0, Math.min(40, text.length()));
    }
}
