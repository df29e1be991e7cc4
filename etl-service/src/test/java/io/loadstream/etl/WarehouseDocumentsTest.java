package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.gold.GoldLayer;
import io.loadstream.etl.quality.QualityCheck;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
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
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        List<Event> events = SampleFlights.events(5, 8);
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));

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
    void goldTablesHaveTheWarehousesRows() throws SQLException {
        // Given
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        List<Event> events = SampleFlights.events(6, 3);
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }

        // When
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        given().post("/api/etl/gold").then().body("dates", greaterThan(0));

        // Then
        List<LakeObject> objects = store.list("gold/fact_booking/", "").join().stream()
                .map(object -> new LakeObject(object.key(), object.bytes(), 1))
                .toList();
        BigDecimal revenue = BigDecimal.ZERO;
        long seats = 0;
        try (LakeRows rows = LakeRows.open(store, objects, "flight_id", "fare_paid", "cancelled_at")) {
            while (rows.next()) {
                revenue = revenue.add(rows.money(1));
                seats++;
            }
        }
        assertThat(objects).isNotEmpty();
        assertThat(Dump.strings(connection, "SELECT count(*) || ' ' || sum(fare_paid) FROM dw.fact_booking"))
                .containsExactly(seats + " " + revenue);
        assertThat(Dump.strings(connection, "SELECT count(*) FROM dw.gold_to_export"))
                .containsExactly("0");
        String date = Dump.strings(connection, "SELECT min(flight_date) FROM dw.dim_flight")
                .getFirst();
        assertThat(store.head(GoldLayer.key("dim_flight", LocalDate.parse(date)))
                        .join())
                .isPresent();
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
        assertThat(dictionary.lines().filter(line -> line.endsWith("| null |")))
                .as("every column, of views too, has a comment in the database")
                .isEmpty();
        assertThat(Files.readString(DICTIONARY))
                .as("run the test with -Dloadstream.write-data-dictionary=true to write it anew")
                .isEqualTo(dictionary);
    }
}
