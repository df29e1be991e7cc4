package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.loadstream.domain.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsWhatTheSchemaSays(EventType type) throws IOException {
        // Given
        Schema schema = schema(type);
        RandomEvents events = new RandomEvents(42);
        EventWriter writer = new EventWriter();
        for (int i = 0; i < 1_000; i++) {
            Event event = events.of(type);

            // When
            JsonNode written = JSON.readTree(writer.write(event));

            // Then
            assertThat(schema.validate(written)).as(written::toString).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaRefusesAFieldTooManyAndARequiredFieldTooFew(EventType type) throws IOException {
        // Given
        Schema schema = schema(type);
        ObjectNode event = (ObjectNode) JSON.readTree(new EventWriter().write(new RandomEvents(1).of(type)));

        // When
        JsonNode tooMany = event.deepCopy().put("surprise", 1);

        // Then
        assertThat(schema.validate(tooMany)).isNotEmpty();
        for (JsonNode required : schemaNode(type).get("required")) {
            assertThat(schema.validate(event.deepCopy().without(required.asText())))
                    .as("without %s", required)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaHasTheFieldsThatAreReadAndDocumentsEach(EventType type) throws IOException {
        // When
        JsonNode properties = schemaNode(type).get("properties");

        // Then
        Set<String> names = new HashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        assertThat(names).isEqualTo(type.fields());
        for (Iterator<String> it = names.iterator(); it.hasNext(); ) {
            String name = it.next();
            JsonNode property = properties.get(name);
            String description = property.path("description").asText();
            if (description.isEmpty() && property.has("$ref")) {
                description = schemaNode(type)
                        .at(property.get("$ref").asText().substring(1))
                        .path("description")
                        .asText();
            }
            assertThat(description).as(name).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsItselfValid(EventType type) throws IOException {
        // Given
        Schema draft = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        // Then
        assertThat(draft.validate(schemaNode(type))).isEmpty();
    }

    @Test
    void everyEventClassHasATypeOnTheWire() {
        // When
        Set<String> classes = new HashSet<>();
        collectLeaves(Event.class, classes);

        // Then
        Set<String> types = new HashSet<>();
        for (EventType type : EventType.values()) {
            types.add(type.wireName());
        }
        assertThat(types).isEqualTo(classes);
    }

    private static void collectLeaves(Class<?> type, Set<String> leaves) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collectLeaves(permitted, leaves);
            }
        } else {
            leaves.add(type.getSimpleName());
        }
    }

    private static Schema schema(EventType type) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaNode(type));
    }

    private static JsonNode schemaNode(EventType type) throws IOException {
        String name = "schema/" + type.wireName() + ".schema.json";
        try (InputStream schema = EventReader.class.getResourceAsStream(name)) {
            assertThat(schema).as(name).isNotNull();
            return JSON.readTree(schema);
        }
    }
}
