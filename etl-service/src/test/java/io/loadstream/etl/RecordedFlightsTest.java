package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class RecordedFlightsTest {

    private static final Path RECORDING = Path.of("../recordings/iteration-1");

    EmbeddedParts parts;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

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
    void everyRecordedBookingIsOneRowHoweverOftenTheLoaderRuns() throws Exception {
        // Given
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        lake.append(recorded("flight_lifecycle"));
        lake.append(recorded("bookings"));
        lake.appendMalformed("bookings", "{\"event_type\":\"Bo\0", "unexpected end of input");

        // When
        given().post("/api/etl/run")
                .then()
                .statusCode(200)
                .body("status", equalTo("SUCCEEDED"))
                .body("run_id", greaterThan(0))
                .body("events.bookings", equalTo(540))
                .body("events.flight_lifecycle", equalTo(3))
                .body("rows.'dw.fact_booking'", equalTo(539))
                .body("rejected", equalTo(1));
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED")).body("events.bookings", equalTo(null));

        // Then
        assertThat(one("SELECT count(*) FROM dw.fact_booking")).isEqualTo("539");
        assertThat(one("SELECT count(DISTINCT booking_id) FROM dw.fact_booking"))
                .isEqualTo("539");
        assertThat(one("SELECT count(*) FROM dw.dim_flight")).isEqualTo("3");
        assertThat(one("SELECT sum(fare_paid)::bigint FROM dw.fact_booking")).isEqualTo(recordedRevenue());
        assertThat(one("SELECT minutes_to_departure FROM dw.fact_booking"
                        + " WHERE booking_id = '1e1f8996-6377-4330-96ac-f4517e3e066c'"))
                .isEqualTo("29");
        assertThat(one("SELECT reason || ' | ' || encode(raw, 'escape') FROM dw.rejected_record"))
                .isEqualTo("record is no event: unexpected end of input | {\"event_type\":\"Bo\\000");
        assertThat(one("SELECT distance_km::int FROM dw.dim_route")).isEqualTo("369");
        given().get("/api/etl/runs").then().body("size()", greaterThan(1)).body("[0].status", equalTo("SUCCEEDED"));
        given().get(ready).then().statusCode(200);
    }

    private String one(String sql) throws SQLException {
        return Dump.strings(connection, sql).getFirst();
    }

    private static String recordedRevenue() throws IOException {
        long revenue = 0;
        for (String line : Files.readAllLines(RECORDING.resolve("bookings.jsonl"))) {
            revenue += Long.parseLong(line.replaceAll(".*\"total_price\": (\\d+),.*", "$1"));
        }
        return Long.toString(revenue);
    }

    private static List<Event> recorded(String topic) throws IOException {
        return Files.readAllLines(RECORDING.resolve(topic + ".jsonl")).stream()
                .map(line -> EventReader.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
