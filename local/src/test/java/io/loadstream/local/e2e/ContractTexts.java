package io.loadstream.local.e2e;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.wire.EventReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Every text of every event of the contract, as its schemas tell: a new one cannot be forgotten. */
final class ContractTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TIMES = Map.of(
            "scheduled_departure_time", "2025-11-28T20:00:00.000000Z",
            "scheduled_arrival_time", "2025-11-28T21:15:00.000000Z",
            "valid_until", "2025-11-28T19:00:00.000000Z");
    private static final String NOW = "2025-11-28T06:30:00.000000Z";

    private final JsonNode schema;
    private final List<JsonPointer> texts = new ArrayList<>();
    private final ObjectNode sample;

    private ContractTexts(JsonNode schema) {
        this.schema = schema;
        this.sample = (ObjectNode) sample("", schema, JsonPointer.empty());
    }

    /** One for each type of event, by their names. */
    static List<ContractTexts> ofEveryEvent() {
        TreeSet<String> types = new TreeSet<>();
        collect(Event.class, types);
        return types.stream().map(ContractTexts::of).toList();
    }

    /** Where its texts are: ids, codes, sentences, times and words of a closed list alike. */
    List<JsonPointer> texts() {
        return texts;
    }

    /** An event with all its fields that the schema allows. */
    ObjectNode sample() {
        return sample.deepCopy();
    }

    /** Puts another text there. */
    static void put(ObjectNode event, JsonPointer text, String value) {
        JsonNode holder = event.at(text.head());
        if (holder instanceof ArrayNode array) {
            array.set(text.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) holder).put(text.last().getMatchingProperty(), value);
        }
    }

    private static void collect(Class<?> type, TreeSet<String> names) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, names);
            }
        } else {
            names.add(type.getSimpleName());
        }
    }

    private static ContractTexts of(String type) {
        try (InputStream schema = EventReader.class.getResourceAsStream("schema/" + type + ".schema.json")) {
            return new ContractTexts(JSON.readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode sample(String name, JsonNode property, JsonPointer at) {
        JsonNode definition =
                property.has("$ref") ? schema.at(property.get("$ref").asText().substring(1)) : property;
        if (definition.has("const") || definition.has("enum")) {
            texts.add(at);
            return definition.has("const") ? definition.get("const") : definition.at("/enum/0");
        }
        return switch (definition.get("type").asText()) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                definition
                        .get("properties")
                        .properties()
                        .forEach(field -> object.set(
                                field.getKey(),
                                sample(field.getKey(), field.getValue(), at.appendProperty(field.getKey()))));
                yield object;
            }
            case "array" -> JSON.createArrayNode().add(sample(name, definition.get("items"), at.appendIndex(0)));
            case "string" -> {
                texts.add(at);
                yield JSON.getNodeFactory()
                        .textNode(text(name, property.path("$ref").asText()));
            }
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            default -> JSON.getNodeFactory().numberNode(1);
        };
    }

    private static String text(String name, String kind) {
        return switch (kind) {
            case "#/$defs/time" -> TIMES.getOrDefault(name, NOW);
            case "#/$defs/currency" -> "GBP";
            default -> name.endsWith("airport") ? "LHR" : "plain";
        };
    }
}
