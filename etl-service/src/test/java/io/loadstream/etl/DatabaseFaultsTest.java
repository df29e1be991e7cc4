package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.run.EtlRunner;
import io.loadstream.etl.run.RunReport;
import io.loadstream.lake.LakeStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is full, slow, gone in mid-load, or ahead: each is told, and the next run loads all that waits. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class DatabaseFaultsTest {

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    EtlRunner runner;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void flightsWaitInTheLake() throws SQLException {
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        for (Topic topic : Topic.values()) {
            lake.append(SampleFlights.events(3, 2).stream()
                    .filter(event -> event.topic() == topic)
                    .toList());
        }
    }

    @Test
    void aFullDiskIsToldAndTheNextRunLoadsAll() throws SQLException {
        // Given: a trigger raises what Postgres raises when its disk is full
        sql("CREATE FUNCTION public.disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE SQLSTATE '53100' USING MESSAGE = 'could not extend file: No space left on device'; END $$");
        sql("CREATE TRIGGER disk_full BEFORE INSERT ON dw.fact_booking EXECUTE FUNCTION public.disk_full()");

        // When
        runFailsWith("No space left on device");
        sql("DROP FUNCTION public.disk_full() CASCADE");

        // Then
        nextRunLoadsAll();
    }

    @Test
    void aStatementThatTakesTooLongIsGivenUpAndTheNextRunLoadsAll() throws SQLException {
        // Given
        try (Connection other = parts.get(EmbeddedPostgres.class).connect()) {
            other.setAutoCommit(false);
            sql(other, "LOCK TABLE dw.fact_booking IN EXCLUSIVE MODE");

            // When
            runFailsWith("statement timeout");
            other.rollback();
        }

        // Then
        nextRunLoadsAll();
    }

    @Test
    void aDatabaseThatDiesInMidLoadIsToldAndCountedWhileItIsAwayAndTheNextRunLoadsAll() throws SQLException {
        // Given a load that waits in the middle of its transaction
        EmbeddedPostgres postgres = parts.get(EmbeddedPostgres.class);
        long counted = failedRuns();
        try (Connection other = postgres.connect()) {
            other.setAutoCommit(false);
            sql(other, "LOCK TABLE dw.fact_booking IN EXCLUSIVE MODE");
            CompletableFuture<Void> failed = CompletableFuture.runAsync(
                    () -> given().post("/api/etl/run").then().body("status", equalTo("FAILED")));
            awaitALoadThatWaits();

            // When: neither this run's end nor the next one's beginning can be written down
            postgres.kill();
            failed.join();
            given().post("/api/etl/run").then().body("status", equalTo("FAILED"));
        }

        // Then
        assertThat(failedRuns() - counted).isEqualTo(2);

        // When
        postgres.start();
        nextRunLoadsAll();

        // Then
        assertThat(one("SELECT status || ' ' || (error IS NOT NULL) || ' ' || (finished_at >= started_at)"
                        + " FROM dw.etl_run ORDER BY run_id LIMIT 1"))
                .isEqualTo("FAILED true true");
    }

    @Test
    void aRunThatASlowStatementHoldsUpTellsHowFarItIs() throws SQLException {
        // Given
        CompletableFuture<Void> run;
        try (Connection other = parts.get(EmbeddedPostgres.class).connect()) {
            other.setAutoCommit(false);
            sql(other, "LOCK TABLE dw.fact_inventory_metrics IN EXCLUSIVE MODE");

            // When
            run = CompletableFuture.runAsync(
                    () -> given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED")));
            awaitALoadThatWaits();

            // Then
            given().get("/api/etl/runs")
                    .then()
                    .body("[0].status", equalTo("RUNNING"))
                    .body("[0].events.bookings", greaterThan(0))
                    .body("[0].events.inventory_metrics", nullValue());
            other.rollback();
        }
        run.join();
    }

    @Test
    void aRebuildTellsHowFarItIsAndIsJoinedThoughALoadWaitsBehindIt() throws SQLException {
        // Given a rebuild that waits for its turn to replace the warehouse
        nextRunLoadsAll();
        CompletableFuture<Void> runs;
        try (Connection other = parts.get(EmbeddedPostgres.class).connect()) {
            other.setAutoCommit(false);
            sql(other, "LOCK TABLE dw.load_offset IN ROW EXCLUSIVE MODE");
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> succeeds("/api/etl/rebuild"));
            awaitALoadThatWaits();

            // When
            CompletableFuture<Optional<RunReport>> load = runner.run(RunReport.Trigger.SCHEDULE);
            CompletableFuture<Optional<RunReport>> second = runner.rebuild();

            // Then
            given().get("/api/etl/runs")
                    .then()
                    .body("[0].kind", equalTo("REBUILD"))
                    .body("[0].status", equalTo("RUNNING"))
                    .body("[0].events.bookings", greaterThan(0));
            other.rollback();
            runs = CompletableFuture.allOf(first, load, second);
        }
        runs.join();
        assertThat(one("SELECT count(*) FROM dw.etl_run WHERE kind = 'REBUILD'"))
                .isEqualTo("1");
    }

    private static void succeeds(String path) {
        given().post(path).then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
    }

    @Test
    void aSchemaOfANewerVersionIsToldAndNotWrittenTo() throws SQLException {
        // Given
        sql("INSERT INTO dw.flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                + " execution_time, success) SELECT max(installed_rank) + 1, '999', 'newer', 'SQL', 'V999__newer.sql',"
                + " 'test', 0, true FROM dw.flyway_schema_history");

        long counted = failedRuns();

        // When
        runFailsWith("newer version of this service (schema 999)");
        assertThat(failedRuns() - counted).isEqualTo(1);
        assertThat(one("SELECT count(*) FROM dw.fact_booking")).isEqualTo("0");
        sql("DELETE FROM dw.flyway_schema_history WHERE version = '999'");

        // Then
        nextRunLoadsAll();
    }

    @Test
    void whatContradictsItselfIsNotPublishedUntilItAgrees() throws SQLException {
        // Given: a trigger adds to every outcome's revenue what no booking paid
        sql("CREATE FUNCTION public.forge() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " NEW.revenue := NEW.revenue + 1; RETURN NEW; END $$");
        sql("CREATE TRIGGER forge BEFORE INSERT OR UPDATE ON dw.fact_flight_outcome FOR EACH ROW"
                + " EXECUTE FUNCTION public.forge()");

        // When
        runFailsWith("not published: ");
        given().post("/api/etl/gold").then().body("dates", equalTo(0));

        // Then
        assertThat(one("SELECT count(*) || '.0' FROM dw.gold_to_export"))
                .isEqualTo(
                        "" + metrics.get("loadstream.etl.gold.waiting").gauge().value())
                .isNotEqualTo("0.0");
        assertThat(one("SELECT published || ' ' || (error LIKE '%outcomes_add_up%') FROM dw.etl_run"
                        + " ORDER BY run_id DESC LIMIT 1"))
                .isEqualTo("false true");
        assertThat(
                        one(
                                "SELECT count(*) FROM dw.mart_promotion_effect WHERE run_id = (SELECT max(run_id) FROM dw.etl_run)"))
                .isEqualTo("0");

        // When a run brings nothing new, or some of the flights are made anew
        runFailsWith("not published: ");
        given().post("/api/etl/rebuild?from=2031-01-01&to=2031-01-31")
                .then()
                .body("error", nullValue())
                .body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(one("SELECT published::text FROM dw.etl_run ORDER BY run_id DESC LIMIT 1"))
                .isEqualTo("false");
        given().post("/api/etl/gold").then().body("dates", equalTo(0));

        // When it is mended
        sql("DROP FUNCTION public.forge() CASCADE");
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));

        // Then
        assertThat(one("SELECT published::text FROM dw.etl_run ORDER BY run_id DESC LIMIT 1"))
                .isEqualTo("true");
        given().post("/api/etl/gold").then().body("dates", greaterThan(0));
        assertThat(metrics.get("loadstream.etl.gold.waiting").gauge().value()).isZero();
    }

    private long failedRuns() {
        return metrics.get("loadstream.etl.runs")
                .tag("status", "FAILED")
                .timer()
                .count();
    }

    private void awaitALoadThatWaits() {
        await().until(() -> one("SELECT (count(*) > 0)::text FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .equals("true"));
    }

    private static void runFailsWith(String error) {
        given().post("/api/etl/run")
                .then()
                .statusCode(200)
                .body("status", equalTo("FAILED"))
                .body("error", containsString(error));
    }

    private void nextRunLoadsAll() throws SQLException {
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
        assertThat(one("SELECT count(DISTINCT booking_id) FROM dw.fact_booking"))
                .isEqualTo("24");
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            sql(connection, sql);
        }
    }

    private static void sql(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql).getFirst();
        }
    }
}
