package io.loadstream.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.derive.DerivedRows;
import io.loadstream.etl.load.LakeLoad;
import io.loadstream.etl.load.LoadProgress;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class HostileTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Their rows for airports that are not in the built-in list differ from those that are. */
    private static final List<String> OF_AIRPORTS = List.of("dim_airport", "dim_route");

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    LakeLoad load;

    @Inject
    DerivedRows derived;

    @Inject
    Migrations migrations;

    private static long runId = 1_000;
    private int changedTexts;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'); DROP TABLE dw.fact_booking CASCADE; --",
                "$1 %s {} ${x} E'\\\\' /* ; */",
                "\u202e\u200b\ufeffnoitomorp\ud83d\udeeb"
            })
    void textInAnyFieldOfAnyEventIsTextInTheWarehouse(String hostile) throws SQLException {
        // Given
        List<Event> events = SampleFlights.events(42, 4);
        Map<String, List<String>> plain = warehouseOf(events);

        // When
        List<Event> attack =
                events.stream().map(event -> withTexts(event, hostile)).toList();
        Map<String, List<String>> attacked = warehouseOf(attack);

        // Then
        assertThat(changedTexts).isGreaterThan(events.size() * 2);
        attacked.replaceAll((table, rows) -> rows.stream()
                .map(row -> row.replace(escaped(hostile), ""))
                .sorted()
                .toList());
        assertThat(attacked.get("fact_booking")).hasSizeGreaterThan(40);
        assertThat(attacked).isEqualTo(plain);
    }

    private Map<String, List<String>> warehouseOf(List<Event> events) throws SQLException {
        String schema = "dw_hostile_" + ++runId;
        migrations.build(schema);
        TestLake lake = TestLake.empty(store);
        events.stream().collect(Collectors.groupingBy(Event::topic)).values().forEach(lake::append);
        assertThat(load.run(schema, new LoadProgress()).rejected()).isZero();
        derived.refresh(schema, runId);
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            Map<String, List<String>> dump =
                    new TreeMap<>(Dump.of(connection, schema, "source_offset", "source_partition"));
            dump.keySet().removeAll(OF_AIRPORTS);
            dump.replaceAll((table, rows) -> rows.stream().sorted().toList());
            return dump;
        }
    }

    /** The event with {@code hostile} behind each of its texts that may be any text. */
    private Event withTexts(Event event, String hostile) {
        try {
            JsonNode tree = JSON.readTree(new EventWriter().write(event));
            change(tree, tree, hostile);
            return read(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(JsonNode root, JsonNode node, String hostile) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> change(root, field.getValue(), hostile, field::setValue));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                change(root, array.get(i), hostile, value -> array.set(at, value));
            }
        }
    }

    private void change(JsonNode root, JsonNode value, String hostile, Consumer<JsonNode> set) {
        if (!value.isTextual()) {
            change(root, value, hostile);
            return;
        }
        set.accept(TextNode.valueOf(value.asText() + hostile));
        try {
            read(root);
            changedTexts++;
        } catch (InvalidEventException mayNotBeAnyText) {
            set.accept(value);
        }
    }

    private static Event read(JsonNode tree) {
        return EventReader.read(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        String quoted = TextNode.valueOf(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
