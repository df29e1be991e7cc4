package io.loadstream.etl.quality;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.LoadedSample;
import io.loadstream.etl.WarehouseParts;
import io.loadstream.etl.derive.RefreshedFlights;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a warehouse that is in order, each check finds what is done to it; then that is undone. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class QualityChecksTest {

    private static final String ALL_FLIGHTS =
            "INSERT INTO flight_to_refresh SELECT flight_id FROM dim_flight ON CONFLICT DO NOTHING";

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    Warehouse warehouse;

    @Inject
    QualityChecks checks;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void load() throws SQLException {
        LoadedSample.load(store, parts);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = ".*_LAKE|TOPICS_GO_ON|BOOKINGS_ARE_OF_ONE_FLIGHT",
            value = QualityCheck.class)
    void everyCheckFindsWhatItAsksFor(QualityCheck check) {
        // Given
        List<QualityResult> before = resultsAfter("SELECT");

        // When
        List<QualityResult> after = resultsAfter(damage(check));

        // Then
        assertThat(before).noneMatch(QualityResult::forbids);
        assertThat(of(check, after).violations())
                .isGreaterThan(of(check, before).violations());
        assertThat(of(check, after).example()).isNotNull();
        assertThat(of(check, after).forbids()).isEqualTo(check.severity() == QualityCheck.Severity.CRITICAL);
    }

    @Test
    void whatAFlightViolatesIsKnownUntilItIsLookedAtAgainAndASilentTopicIsTold() throws SQLException {
        // Given a flight whose seats the engine counted wrongly
        EmbeddedPostgres postgres = parts.get(EmbeddedPostgres.class);
        String flight = sql(postgres, "SELECT min(flight_id) FROM dw.fact_inventory_metrics");
        String metrics = "UPDATE dw.fact_inventory_metrics SET booked_seats = booked_seats %s 1 WHERE flight_id = '"
                + flight + "' RETURNING '%s'";
        String again = "INSERT INTO dw.flight_to_refresh VALUES ('" + flight + "') RETURNING ''";
        double before = told();
        sql(postgres, metrics.formatted("+", flight));
        sql(postgres, again);

        // When
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        // Then
        assertThat(told()).isEqualTo(before + 1);

        // When runs, and a rebuild of some dates, bring nothing for it
        sql(postgres, metrics.formatted("-", flight));
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        given().post("/api/etl/rebuild?from=2031-01-01&to=2031-01-31").then().body("status", equalTo("SUCCEEDED"));
        // Then
        assertThat(told()).isEqualTo(before + 1);
        given().get("/api/reports/quality")
                .then()
                .body("rows.find { it[0] == 'metrics_agree_with_bookings' }[4]", equalTo(false))
                .body("rows.collect { it[0] }", hasItem("nothing_waits_in_lake"));

        // When a run brings something for it, long after bookings fell silent
        sql(postgres, again);
        sql(
                postgres,
                "UPDATE dw.load_offset SET updated_at = updated_at - interval '25 hours' WHERE topic = 'bookings' RETURNING ''");
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        // Then
        assertThat(told()).isEqualTo(before);
        assertThat(
                        sql(
                                postgres,
                                "SELECT violations || ' ' || example FROM dw.rpt_quality_now WHERE check_name = 'topics_go_on'"))
                .startsWith("1 bookings since ");
    }

    private double told() {
        return registry.get("loadstream.quality.violations")
                .tag("check", "metrics_agree_with_bookings")
                .gauge()
                .value();
    }

    private static String sql(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String damage(QualityCheck check) {
        return switch (check) {
            case ONE_CURRENT_SCHEDULE -> "UPDATE dim_flight_history SET valid_to = now() WHERE valid_to IS NULL";
            case DEPARTURES_ARE_THOSE_SCHEDULED -> "UPDATE fact_booking SET flight_date = flight_date + 1";
            case CANCELLATIONS_ARE_APPLIED -> "UPDATE fact_booking SET cancelled_at = NULL";
            case OUTCOMES_ADD_UP -> "UPDATE fact_flight_outcome SET booked_seats = booked_seats + 1";
            case BOOKINGS_HAVE_FLIGHTS, DECISIONS_HAVE_FLIGHTS -> "DELETE FROM dim_flight";
            case CANCELLATIONS_HAVE_BOOKINGS -> "DELETE FROM fact_booking WHERE cancelled_at IS NOT NULL";
            case BOOKINGS_WITHIN_CAPACITY -> "UPDATE dim_flight SET total_seats = 1";
            case DECISIONS_HAVE_POLICIES -> "DELETE FROM dim_policy";
            case OFFERS_USED_WERE_MADE -> "DELETE FROM fact_promotion WHERE outcome = 'TRIGGERED'";
            case NOTHING_WAITS_IN_LAKE,
                    LOADS_AGREE_WITH_LAKE,
                    TOPICS_GO_ON,
                    COUNTS_AGREE_WITH_LAKE,
                    BOOKINGS_ARE_OF_ONE_FLIGHT -> throw new IllegalArgumentException("not of flights");
            case METRICS_AGREE_WITH_BOOKINGS -> "UPDATE fact_inventory_metrics SET booked_seats = booked_seats + 1";
        };
    }

    private List<QualityResult> resultsAfter(String damage) {
        try {
            return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
                transaction.run(ALL_FLIGHTS);
                transaction.run(damage);
                RefreshedFlights.take(transaction);
                throw new Undone(checks.check(transaction, -1));
            });
        } catch (Undone undone) {
            return undone.results;
        }
    }

    private static QualityResult of(QualityCheck check, List<QualityResult> results) {
        return results.stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** Rolls back what was done, and takes along what was found. */
    private static final class Undone extends RuntimeException {

        private final transient List<QualityResult> results;

        Undone(List<QualityResult> results) {
            this.results = results;
        }
    }
}
