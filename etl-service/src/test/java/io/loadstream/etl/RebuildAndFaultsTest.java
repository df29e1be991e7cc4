package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class RebuildAndFaultsTest {

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    private TestLake lake;

    @BeforeEach
    void begin() throws SQLException {
        lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
    }

    @Test
    void aRebuildGivesTheSameWarehouseAndKeepsTheHistory() throws SQLException {
        // Given
        append(SampleFlights.events(1, 4));
        given().get("/api/etl/pending")
                .then()
                .body("bookings.events", equalTo(48 + cancellations()))
                .body("bookings.ranges.from_offset", everyItem(equalTo(0)))
                .body("bookings.ranges.to_offset.sum()", equalTo(2 * (48 + cancellations()) - ranges()));
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        Map<String, List<String>> loaded = dump();
        String runs = one("SELECT count(*) FROM dw.etl_run");

        // When
        given().post("/api/etl/rebuild")
                .then()
                .body("status", equalTo("SUCCEEDED"))
                .body("kind", equalTo("REBUILD"));

        // Then
        assertThat(loaded.get("fact_booking")).isNotEmpty();
        assertThat(dump()).isEqualTo(loaded);
        assertThat(Integer.parseInt(one("SELECT count(*) FROM dw.etl_run"))).isEqualTo(Integer.parseInt(runs) + 1);
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'dw_rebuild%'"))
                .isEqualTo("0");
        assertThat(one("SELECT has_table_privilege('loadstream_report', 'dw.rpt_booking', 'SELECT')::text || ' '"
                        + " || has_table_privilege('loadstream_report', 'dw.fact_booking', 'INSERT')::text"))
                .isEqualTo("true false");
        given().get("/api/etl/pending").then().body("bookings.events", equalTo(0));
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED")).body("events.bookings", nullValue());
    }

    @Test
    void aRebuildMakesTheTruthAnewBesideTheOldOneAndOneThatIsGivenUpLeavesItAlone() throws SQLException {
        // Given a truth with a row that no event told
        List<Event> events = SampleFlights.events(1, 4);
        append(events);
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        List<String> told = truth();
        assertThat(told).isNotEmpty();
        one(
                "WITH forged AS (INSERT INTO simulation_truth.flight SELECT (jsonb_populate_record(f, '{\"flight_id\": \"?\"}')).*"
                        + " FROM simulation_truth.flight f LIMIT 1 RETURNING 1) SELECT count(*) FROM forged");
        List<String> forged = truth();
        assertThat(forged).hasSize(told.size() + 1);

        // When a file is missing
        List<Event> again = of(events, Topic.BOOKINGS).subList(0, 1);
        int partition = TestLake.partitionOf(again.getFirst().flightId());
        String file = lake.appendFile(lake.chain("bookings", partition), entries(again));
        byte[] content = store.get(file).join();
        Map<String, String> metadata = store.head(file).join().orElseThrow().metadata();
        store.put(file, new byte[content.length], metadata).join();
        given().post("/api/etl/rebuild").then().body("status", equalTo("FAILED"));

        // Then
        assertThat(truth()).isEqualTo(forged);

        // When it is there again
        store.put(file, content, metadata).join();
        given().post("/api/etl/rebuild").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(truth()).isEqualTo(told);
        assertThat(one("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'dw_rebuild%'"))
                .isEqualTo("0");
        assertThat(one("SELECT has_table_privilege('loadstream_report', 'simulation_truth.flight', 'SELECT')::text"))
                .isEqualTo("true");
    }

    @Test
    void aRebuildThatWouldLoseWhatTheWarehouseHasIsRefusedUnlessItIsAskedFor() throws SQLException {
        // Given a warehouse that somebody's view reads, and the wrong lake
        append(SampleFlights.events(5, 2));
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        Map<String, List<String>> loaded = dump();
        assertThat(violations("loads_agree_with_lake")).isEqualTo("0");
        TestLake.empty(store);

        // When
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        assertThat(violations("loads_agree_with_lake")).isNotEqualTo("0");
        given().post("/api/etl/rebuild")
                .then()
                .body("status", equalTo("FAILED"))
                .body("error", containsString("is loaded up to offset"));
        execute("CREATE VIEW public.of_a_user AS SELECT flight_id FROM dw.rpt_flight");
        execute("CREATE TABLE dw.of_another (id int)");
        given().post("/api/etl/rebuild?even_if_less=true")
                .then()
                .body("status", equalTo("FAILED"))
                .body("error", containsString("would drop dw.of_another, public.of_a_user,"));
        execute("DROP TABLE dw.of_another");
        execute("DROP VIEW public.of_a_user");

        // Then
        assertThat(loaded.get("fact_booking")).isNotEmpty();
        assertThat(dump()).isEqualTo(loaded);

        // When
        given().post("/api/etl/rebuild?even_if_less=maybe").then().statusCode(400);
        given().post("/api/etl/rebuild?even_if_less=true").then().body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(one("SELECT count(*) FROM dw.fact_booking")).isEqualTo("0");
    }

    @Test
    void anAuditFindsTheRowThatTheLakeTellsAndTheWarehouseHasLost() throws SQLException {
        // Given
        append(SampleFlights.events(1, 4));
        lake.appendMalformed("bookings", "not an event", "is no JSON");
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        int bookings = 48 + cancellations() + 1;
        given().post("/api/etl/audit")
                .then()
                .body("bookings.lake_events", equalTo(bookings))
                .body("bookings.loaded_events", equalTo(bookings))
                .body("collect { it.value.missing_rows }", everyItem(equalTo(Map.of())));
        assertThat(one("SELECT violations FROM dw.quality_check WHERE check_name = 'counts_agree_with_lake'"))
                .isEqualTo("0");

        // When
        one("WITH lost AS (DELETE FROM dw.fact_booking WHERE (flight_id, booking_id, passenger_id) = (SELECT flight_id,"
                + " booking_id, passenger_id FROM dw.fact_booking LIMIT 1) RETURNING 1) SELECT count(*) FROM lost");

        // Then
        given().post("/api/etl/audit").then().body("bookings.missing_rows", equalTo(Map.of("dw.fact_booking", 1)));
        assertThat(one("SELECT violations FROM dw.quality_check WHERE check_name = 'counts_agree_with_lake'"))
                .isEqualTo("1");
        assertThat(violations("bookings_are_of_one_flight")).isEqualTo("0");

        // When a booking is of two flights
        execute("UPDATE dw.fact_booking SET booking_id = (SELECT min(booking_id) FROM dw.fact_booking)"
                + " WHERE booking_id = (SELECT max(booking_id) FROM dw.fact_booking)");
        given().post("/api/etl/audit").then().statusCode(200);

        // Then
        assertThat(violations("bookings_are_of_one_flight")).isEqualTo("1");
    }

    @Test
    void aMissingOrCorruptFileIsToldAndHoldsUpItsOwnChainOnly() throws SQLException {
        // Given
        List<Event> events = SampleFlights.events(2, 4);
        List<Event> bookings = of(events, Topic.BOOKINGS);
        String flightId = bookings.getFirst().flightId();
        List<Event> ofFlight = bookings.stream()
                .filter(event -> event.flightId().equals(flightId))
                .toList();
        String first = lake.appendFile(
                lake.chain("bookings", TestLake.partitionOf(flightId)), entries(ofFlight.subList(0, 3)));
        lake.appendFile(lake.chain("bookings", TestLake.partitionOf(flightId)), entries(ofFlight.subList(3, 6)));
        lake.append(of(events, Topic.FLIGHT_LIFECYCLE));
        byte[] content = store.get(first).join();
        Map<String, String> metadata = store.head(first).join().orElseThrow().metadata();

        // When it is missing
        store.delete(first).join();
        given().post("/api/etl/run")
                .then()
                .body("status", equalTo("FAILED"))
                .body("error", containsString("breaks the chain"))
                .body(
                        "events.flight_lifecycle",
                        equalTo(of(events, Topic.FLIGHT_LIFECYCLE).size()));

        // When it is corrupt
        store.put(first, new byte[content.length], metadata).join();
        given().post("/api/etl/run")
                .then()
                .body("status", equalTo("FAILED"))
                .body("error", containsString(first))
                .body("events", equalTo(Map.of()));
        assertThat(one("SELECT count(*) FROM dw.fact_booking")).isEqualTo("0");
        assertThat(violations("nothing_waits_in_lake")).isEqualTo("1");

        // Then it recovers by itself
        store.put(first, content, metadata).join();
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED")).body("events.bookings", equalTo(6));
    }

    @Test
    void whatANewerArchiverWritesIsLoadedAsFarAsItIsKnownAndTheRestIsKept() throws SQLException {
        // Given
        List<Event> events = SampleFlights.events(4, 1);
        lake.append(of(events, Topic.FLIGHT_LIFECYCLE));
        String unknown = "{\"event_type\":\"BookingUpgraded\",\"booking_id\":\"B1\"}";
        lake.appendNewer(of(events, Topic.BOOKINGS).getFirst(), unknown, "BookingUpgraded");

        // When
        given().post("/api/etl/run")
                .then()
                .body("status", equalTo("SUCCEEDED"))
                .body("events.bookings", equalTo(2))
                .body("rejected", equalTo(1));

        // Then
        assertThat(one("SELECT count(DISTINCT booking_id) FROM dw.fact_booking"))
                .isEqualTo("1");
        assertThat(one("SELECT reason || ' | ' || convert_from(raw, 'UTF8') FROM dw.rejected_record"))
                .isEqualTo("event_type is unknown: BookingUpgraded | " + unknown);
    }

    @Test
    void aPostgresThatGoesAwayIsToldAndNothingIsLost() throws SQLException {
        // Given
        append(SampleFlights.events(3, 2));
        EmbeddedPostgres postgres = parts.get(EmbeddedPostgres.class);

        // When
        postgres.kill();
        given().post("/api/etl/run").then().statusCode(200).body("status", equalTo("FAILED"));
        postgres.start();

        // Then
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        assertThat(one("SELECT count(DISTINCT booking_id) FROM dw.fact_booking"))
                .isEqualTo("24");
    }

    /** Partitions that the sample's flights lie in. */
    private static int ranges() {
        return (int) SampleFlights.events(1, 4).stream()
                .map(event -> TestLake.partitionOf(event.flightId()))
                .distinct()
                .count();
    }

    private int cancellations() {
        return (int) SampleFlights.events(1, 4).stream()
                .filter(BookingCancelled.class::isInstance)
                .count();
    }

    private void append(List<Event> events) {
        for (Topic topic : Topic.values()) {
            lake.append(of(events, topic));
        }
    }

    private static List<Event> of(List<Event> events, Topic topic) {
        return events.stream().filter(event -> event.topic() == topic).toList();
    }

    private static List<TestLake.Entry> entries(List<Event> events) {
        List<TestLake.Entry> entries = new ArrayList<>();
        events.forEach(event -> entries.add(TestLake.Entry.of(event)));
        return entries;
    }

    private Map<String, List<String>> dump() throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.of(connection, "dw");
        }
    }

    private List<String> truth() throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.of(connection, "simulation_truth").get("flight");
        }
    }

    /** What the last run's check found. */
    private String violations(String check) throws SQLException {
        return one("SELECT violations FROM dw.quality_check WHERE run_id = (SELECT max(run_id) FROM dw.etl_run)"
                + " AND check_name = '" + check + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql).getFirst();
        }
    }
}
