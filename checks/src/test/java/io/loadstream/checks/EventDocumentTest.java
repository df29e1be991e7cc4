package io.loadstream.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventDocumentTest {

    private static final Set<String> COMMON = Set.of("event_type", "event_time", "flight_id");

    private static final Pattern FIELD_ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    static Stream<Path> schemas() {
        return Repository.files(".schema.json").stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theDocumentHasEveryFieldOfTheSchemaAndNoOther(Path schema) throws IOException {
        // Given
        JsonNode event = new ObjectMapper().readTree(schema.toFile());
        Set<String> fields = new TreeSet<>();
        collect(event, "", fields);
        fields.removeAll(COMMON);

        // When
        Set<String> documented = new TreeSet<>();
        Matcher row = FIELD_ROW.matcher(sectionOf(event.get("title").asText()));
        while (row.find()) {
            documented.add(row.group(1));
        }

        // Then
        assertThat(documented).isEqualTo(fields);
    }

    private static void collect(JsonNode object, String prefix, Set<String> fields) {
        object.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            fields.add(name);
            collect(property.getValue(), name + ".", fields);
            collect(property.getValue().path("items"), name + "[].", fields);
        });
    }

    private static String sectionOf(String event) {
        String document = Repository.read(Repository.ROOT.resolve("docs/events.md"));
        int from = document.indexOf("\n### " + event + "\n");
        assertThat(from).as("section of " + event).isNotNegative();
        int to = document.indexOf("\n##", from + 1);
        return document.substring(from, to < 0 ? document.length() : to);
    }
}
