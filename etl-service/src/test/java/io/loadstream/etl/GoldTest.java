package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gold tables as an engine reads them that shares no code with what wrote them. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class GoldTest {

    private static final Path GUIDE = Path.of("../docs/warehouse.md");

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void exportFlights() throws SQLException {
        lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        append(SampleFlights.events(6, 6));
        run("/api/etl/run");
        given().post("/api/etl/gold").then().body("dates", greaterThan(2));
    }

    @Test
    void everyQueryOfTheGuideAnswersInDuckDbAsItDoesInTheWarehouse() throws SQLException, IOException {
        // Given
        download();
        List<String> queries = Pattern.compile("```duckdb\n(.*?);\n```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(queries).hasSize(2);

        for (String query : queries) {
            // When
            List<String> answer = inDuckDb(query.replace("s3://loadstream", folder.toString()));

            // Then
            assertThat(answer)
                    .as(query)
                    .isNotEmpty()
                    .isEqualTo(inPostgres(
                            query.replaceAll("read_parquet\\('s3://loadstream/gold/([a-z_]+)/[^)]*\\)", "dw.$1")));
        }
    }

    @Test
    void everyGoldTableHasTheWarehousesRows() throws SQLException, IOException {
        // When
        download();

        // Then
        try (var tables = Files.list(folder.resolve("gold"))) {
            List<String> names =
                    tables.map(table -> table.getFileName().toString()).sorted().toList();
            assertThat(names)
                    .containsExactly(
                            "dim_airport",
                            "dim_date",
                            "dim_fare_bucket",
                            "dim_flight",
                            "dim_flight_history",
                            "dim_policy",
                            "dim_route",
                            "fact_booking",
                            "fact_booking_curve",
                            "fact_flight_outcome",
                            "fact_inventory_metrics",
                            "fact_inventory_snapshot",
                            "fact_promotion");
            for (String name : names) {
                assertThat(inDuckDb("SELECT count(*) FROM '" + folder + "/gold/" + name + "/**/data.parquet'"))
                        .as(name)
                        .isEqualTo(inPostgres("SELECT count(*) FROM dw." + name))
                        .isNotEqualTo(List.of("[0]"));
            }
        }
    }

    @Test
    void aFlightThatARebuildFindsWasNeverToldIsGoneFromGoldToo() throws SQLException, IOException {
        // Given
        execute(
                "INSERT INTO dw.dim_flight (flight_id, scheduled_departure_time) VALUES ('forged', '2029-09-09T09:09Z')");
        execute("INSERT INTO dw.gold_to_export VALUES ('2029-09-09')");
        given().post("/api/etl/gold").then().body("dates", equalTo(1));
        assertThat(store.head("gold/dim_flight/flight_date=2029-09-09/data.parquet")
                        .join())
                .isPresent();

        // When
        run("/api/etl/rebuild");
        given().post("/api/etl/gold").then().body("dates", greaterThan(2));

        // Then
        assertThat(store.head("gold/dim_flight/flight_date=2029-09-09/data.parquet")
                        .join())
                .isEmpty();
    }

    private void append(List<Event> events) {
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }
    }

    private static void run(String path) {
        given().post(path).then().body("status", equalTo("SUCCEEDED"));
    }

    private void download() throws IOException {
        for (StoredObject object : store.list("gold/", "").join()) {
            Path file = folder.resolve(object.key());
            Files.createDirectories(file.getParent());
            Files.write(file, store.get(object.key()).join());
        }
    }

    private List<String> inDuckDb(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return Dump.answers(connection, query);
        }
    }

    private List<String> inPostgres(String query) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.answers(connection, query);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
