package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The flights of some dates made anew from the lake, and no others. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class RangeRebuildTest {

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    private TestLake lake;
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        connection = parts.get(EmbeddedPostgres.class).connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void whatIsDamagedWithinTheDatesIsHealedAndEveryOtherRowStaysAsItIs() throws SQLException {
        // Given flights of several dates, one of them with a wrong row
        load(SampleFlights.events(11, 12));
        Map<String, List<String>> told = dump();
        String from = date(0.3);
        String to = date(0.6);
        assertThat(one("SELECT min(flight_date) < '" + from + "' AND max(flight_date) > '" + to
                        + "' FROM dw.dim_flight"))
                .isEqualTo("t");
        String outside = one("SELECT min(flight_id) FROM dw.dim_flight WHERE flight_date < '" + from + "'");
        damage("UPDATE dw.fact_booking SET fare_paid = fare_paid + 1 WHERE flight_id = '" + outside + "'");
        Map<String, List<String>> damagedOutside = dump();
        List<String> untouched = versionsOutside(from, to);

        // When rows within the dates are changed, lost, forged and taken over by another flight
        String within =
                "(SELECT flight_id FROM dw.dim_flight WHERE flight_date BETWEEN '" + from + "' AND '" + to + "')";
        String one = one("SELECT max(flight_id) FROM dw.fact_promotion WHERE flight_id IN " + within);
        damage("UPDATE dw.fact_booking SET fare_paid = 0, flight_date = NULL WHERE flight_id IN " + within);
        damage("DELETE FROM dw.fact_inventory_metrics WHERE flight_id IN " + within);
        damage("UPDATE dw.fact_flight_outcome SET revenue = 7 WHERE flight_id IN " + within);
        damage("DELETE FROM dw.fact_booking_curve WHERE flight_id IN " + within);
        damage("UPDATE simulation_truth.flight SET revenue = 7 WHERE flight_id IN " + within);
        damage("UPDATE dw.fact_promotion SET flight_id = '" + outside + "' WHERE flight_id = '" + one + "'");
        damage("INSERT INTO dw.dim_flight (flight_id, scheduled_departure_time) VALUES ('forged', '" + to + "')");
        damage("UPDATE dw.dim_route SET distance_km = 1 WHERE route_id IN (SELECT route_id FROM dw.dim_flight"
                + " WHERE flight_id = '" + one + "')");
        damage("DELETE FROM dw.dim_flight_history WHERE flight_id = '" + one + "'");
        damage("DELETE FROM dw.dim_flight WHERE flight_id = '" + one + "'");
        assertThat(dump()).isNotEqualTo(damagedOutside);
        rebuild(from, to)
                .body("error", nullValue())
                .body("status", equalTo("SUCCEEDED"))
                .body("dates.from", equalTo(from))
                .body("dates.to", equalTo(to));

        // Then
        assertThat(dump()).isEqualTo(damagedOutside);
        assertThat(versionsOutside(from, to)).isEqualTo(untouched);
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'dw_rebuild%'"))
                .isEqualTo("0");
        assertThat(one("SELECT count(*) FROM dw.gold_to_export WHERE flight_date IN ('" + from + "', '" + to + "')"))
                .isEqualTo("2");
        given().get("/api/etl/runs")
                .then()
                .body("[0].kind", equalTo("REBUILD"))
                .body("[0].dates.to", equalTo(to))
                .body("[1].dates", nullValue());

        // When everything is rebuilt
        given().post("/api/etl/rebuild").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(dump()).isEqualTo(told);
    }

    @Test
    void eventsThatWaitInTheLakeMeanwhileAreLoadedOnceAfterwards() throws SQLException {
        // Given a warehouse that is behind the lake
        List<Event> events = SampleFlights.events(12, 8);
        load(events.subList(0, events.size() / 2));
        append(events.subList(events.size() / 2, events.size()));

        // When
        rebuild(date(0), date(0.5)).body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        Map<String, List<String>> loaded = dump();
        assertThat(one("SELECT sum(events) FROM dw.load_offset")).isEqualTo("" + events.size());
        given().post("/api/etl/rebuild").then().body("status", equalTo("SUCCEEDED"));
        assertThat(loaded).isEqualTo(dump());
    }

    @Test
    void bookingsOfAFlightThatNobodyScheduledAreOfNoDateAndStay() throws SQLException {
        // Given
        load(SampleFlights.events(13, 4));
        load(List.of(new BookingCreated(
                Instant.parse("2026-03-02T10:00:00Z"),
                "unknown",
                "orphan",
                "WEB",
                "K",
                "GBP",
                BigDecimal.TEN,
                List.of(new BookingCreated.Passenger("P1", "1A", "Y")),
                null)));
        Map<String, List<String>> loaded = dump();

        // When
        rebuild("2026-01-01", "2026-12-31").body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(loaded.get("fact_booking")).anyMatch(row -> row.contains("orphan"));
        assertThat(dump()).isEqualTo(loaded);
    }

    @Test
    void aRebuildThatTheLakeCannotGiveIsGivenUpAndTheWarehouseStays() throws SQLException {
        // Given
        List<Event> events = SampleFlights.events(14, 4);
        load(of(events, Topic.FLIGHT_LIFECYCLE));
        List<Event> bookings = of(events, Topic.BOOKINGS);
        String flightId = bookings.getFirst().flightId();
        String file = lake.appendFile(
                lake.chain("bookings", TestLake.partitionOf(flightId)),
                bookings.stream()
                        .filter(event -> event.flightId().equals(flightId))
                        .map(TestLake.Entry::of)
                        .toList());
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        Map<String, List<String>> loaded = dump();
        byte[] content = store.get(file).join();
        Map<String, String> metadata = store.head(file).join().orElseThrow().metadata();

        // When its file is corrupt, or gone
        store.put(file, new byte[content.length], metadata).join();
        rebuild(date(0), date(1)).body("status", equalTo("FAILED")).body("error", containsString(file));
        store.delete(file).join();
        rebuild(date(0), date(1))
                .body("status", equalTo("FAILED"))
                .body(
                        "error",
                        containsString("bookings p=" + TestLake.partitionOf(flightId) + " is loaded up to offset"));

        // Then
        assertThat(loaded.get("fact_booking")).isNotEmpty();
        assertThat(dump()).isEqualTo(loaded);

        // When it is there again
        store.put(file, content, metadata).join();
        rebuild(date(0), date(1)).body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(dump()).isEqualTo(loaded);
    }

    @Test
    void datesOnWhichNothingDepartsChangeNothing() throws SQLException {
        // Given
        load(SampleFlights.events(15, 2));
        Map<String, List<String>> loaded = dump();

        // When
        rebuild("2031-01-01", "2031-01-31").body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(dump()).isEqualTo(loaded);
    }

    @Test
    void datesThatMakeNoRangeAreRefusedBeforeAnythingRuns() {
        for (String query : List.of(
                "from=2026-03-01",
                "to=2026-03-01",
                "from=&to=",
                "from=2026-03-02&to=2026-03-01",
                "from=2026-03-01&to=2026-03-02&even_if_less=true")) {
            given().post("/api/etl/rebuild?" + query)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("title", equalTo("Bad Request"))
                    .body("detail", containsString("from"));
        }
        given().get("/api/etl/runs").then().body("findAll { it.kind == 'REBUILD' }.size()", equalTo(0));
    }

    private void load(List<Event> events) {
        append(events);
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
    }

    private void append(List<Event> events) {
        for (Topic topic : Topic.values()) {
            List<Event> ofTopic = of(events, topic);
            if (!ofTopic.isEmpty()) {
                lake.append(ofTopic);
            }
        }
    }

    private static List<Event> of(List<Event> events, Topic topic) {
        return events.stream().filter(event -> event.topic() == topic).toList();
    }

    private static ValidatableResponse rebuild(String from, String to) {
        return given().post("/api/etl/rebuild?from=" + from + "&to=" + to)
                .then()
                .statusCode(200);
    }

    /** The flights' date that lies at {@code share} of all of them. */
    private String date(double share) throws SQLException {
        return one("SELECT percentile_disc(" + share + ") WITHIN GROUP (ORDER BY flight_date) FROM dw.dim_flight");
    }

    /** Which transaction wrote each booking of the other flights. */
    private List<String> versionsOutside(String from, String to) throws SQLException {
        return Dump.strings(
                connection,
                "SELECT b.xmin::text || ' ' || b.ctid::text FROM dw.fact_booking b JOIN dw.dim_flight f USING (flight_id)"
                        + " WHERE NOT EXISTS (SELECT FROM dw.dim_flight_history h WHERE h.flight_id = f.flight_id"
                        + " AND (h.scheduled_departure_time AT TIME ZONE 'UTC')::date BETWEEN '" + from + "' AND '" + to
                        + "') ORDER BY b.flight_id, b.booking_id, b.passenger_id");
    }

    private void damage(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    private Map<String, List<String>> dump() throws SQLException {
        Map<String, List<String>> rows = Dump.of(connection, "dw");
        Dump.of(connection, "simulation_truth").forEach((table, ofTable) -> rows.put("truth." + table, ofTable));
        return rows;
    }

    private String one(String sql) throws SQLException {
        return Dump.strings(connection, sql).getFirst();
    }
}
