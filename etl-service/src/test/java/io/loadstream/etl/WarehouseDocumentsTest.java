package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.quality.QualityCheck;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class WarehouseDocumentsTest {

    private static final Path GUIDE = Path.of("../docs/warehouse.md");
    private static final Path DICTIONARY = Path.of("../docs/data-dictionary.md");

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = parts.get(EmbeddedPostgres.class).connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void everyQueryOfTheGuideAnswersFromALoadedWarehouse() throws SQLException, IOException {
        // Given
        TestLake lake = TestLake.empty(store);
        List<Event> events = SampleFlights.events(5, 8);
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }
        given().post("/api/etl/rebuild").then().body("status", equalTo("SUCCEEDED"));

        // When
        List<String> queries = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();

        // Then
        assertThat(queries).hasSize(7);
        Dump.strings(connection, "SELECT set_config('role', 'loadstream_report', false)");
        for (String query : queries) {
            assertThat(Dump.strings(connection, query)).as(query).isNotEmpty();
        }
    }

    @Test
    void everyCheckIsInTheGuide() throws IOException {
        String guide = Files.readString(GUIDE);

        for (QualityCheck check : QualityCheck.values()) {
            assertThat(guide)
                    .contains("| `%s` | %s |"
                            .formatted(
                                    check.checkName(), check.severity().name().toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void theDataDictionaryIsWhatTheDatabaseSays() throws SQLException, IOException {
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));

        String dictionary = DataDictionary.of(connection);

        if (Boolean.getBoolean("loadstream.write-data-dictionary")) {
            Files.writeString(DICTIONARY, dictionary);
        }
        assertThat(dictionary).doesNotContain("| null |");
        assertThat(Files.readString(DICTIONARY))
                .as("run the test with -Dloadstream.write-data-dictionary=true to write it anew")
                .isEqualTo(dictionary);
    }
}
