package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation.Arm;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.evaluate.PromotionEffects;
import io.loadstream.etl.run.EtlRunner;
import io.loadstream.etl.run.RunReport;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the warehouse says promotions were worth, where the truth is known. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class EffectEstimateTest {

    /** Property that says how many flights an estimate is timed with. */
    static final String FLIGHTS = "loadstream.effects.flights";

    /** Property that says that none of them was held out: those without an offer are past flights that no rule fired for. */
    private static final String MATCHED = "loadstream.effects.matched";

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Inject
    EtlRunner runner;

    @Inject
    PromotionEffects effects;

    @Inject
    MeterRegistry metrics;

    @Inject
    Warehouse warehouse;

    @Test
    void withoutHoldoutPastFlightsAtTheSamePointOfTheirCurveAreComparedAndLabelled() throws SQLException {
        // When
        load(ExperimentFlights.withoutHoldout(24, 5));

        // Then
        assertThat(rows("SELECT DISTINCT method FROM dw.rpt_promotion_effect")).containsExactly("MATCHED");
        assertThat(rows(
                        "SELECT treated || ' ' || (holdout BETWEEN 2 AND 24) || ' ' || (270 BETWEEN low AND high) || ' '"
                                + " || (run_id = (SELECT max(run_id) FROM dw.etl_run)) || ' ' || (abs(gained - diluted - estimate) < 0.01)"
                                + " FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'REVENUE'"))
                .containsExactly("24 true true true true");
        // Offers to flights without partners, which are not compared, sold nothing.
        assertThat(rows("SELECT outcome || ' ' || true_of || ' ' || round(true_effect::numeric, 3) || ' ' || covered"
                        + " FROM dw.rpt_effect_against_truth WHERE scope = 'ALL' ORDER BY outcome"))
                .containsExactly("LOAD_FACTOR 24 0.050 true", "REVENUE 24 270.000 true");
        assertThat(
                        rows(
                                "SELECT (low > 0)::text FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'LOAD_FACTOR'"))
                .containsExactly("true");
    }

    @Test
    void withHoldoutEveryScopeHasItsDifferenceInMeansPlainAndNarrowedByWhatWasBookedBefore() throws SQLException {
        // Given
        List<Event> events = ExperimentFlights.events(72);
        double treated = meanRevenue(events, Arm.TREATED);
        double holdout = meanRevenue(events, Arm.HOLDOUT);

        // When
        load(events);

        // Then
        assertThat(rows("SELECT DISTINCT scope || ' ' || scope_value FROM dw.rpt_promotion_effect ORDER BY 1"))
                .containsExactly("ALL *", "BAND 1 to 6 days", "ROUTE LHR-AMS", "ROUTE LHR-CDG", "RULE last-days");
        assertThat(rows("SELECT DISTINCT method || ' ' || treated || ' ' || holdout FROM dw.rpt_promotion_effect"
                        + " WHERE scope = 'ROUTE' ORDER BY 1"))
                .containsExactly("HOLDOUT 12 12", "HOLDOUT 24 24", "HOLDOUT_CUPED 12 12", "HOLDOUT_CUPED 24 24");
        assertThat(Double.parseDouble(
                        rows("SELECT estimate FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'REVENUE'"
                                        + " AND method = 'HOLDOUT'")
                                .getFirst()))
                .isCloseTo(treated - holdout, within(1e-6));
        assertThat(rows("SELECT (270 BETWEEN c.low AND c.high) || ' ' || (c.high - c.low < p.high - p.low) || ' '"
                        + " || (abs(c.gained - c.diluted - c.estimate) < 0.01) || ' ' || c.treated || ' ' || c.holdout"
                        + " FROM dw.rpt_promotion_effect c JOIN dw.rpt_promotion_effect p"
                        + " USING (scope, outcome, currency) WHERE c.method = 'HOLDOUT_CUPED' AND p.method = 'HOLDOUT'"
                        + " AND scope = 'ALL' AND outcome = 'REVENUE'"))
                .containsExactly("true true true 36 36");
        assertThat(
                        rows(
                                "SELECT count(*) FROM dw.rpt_promotion_effect WHERE underpowered <> (minimum_detectable > relevant_effect)"
                                        + " OR abs(minimum_detectable - 2.801585 * standard_error) > 1e-6 * minimum_detectable"))
                .containsExactly("0");
        assertThat(rows("SELECT DISTINCT underpowered::text FROM dw.rpt_promotion_effect ORDER BY 1"))
                .containsExactly("false", "true");
        assertThat(Double.parseDouble(rows("SELECT relevant_effect FROM dw.rpt_promotion_effect WHERE scope = 'ALL'"
                                + " AND outcome = 'REVENUE' AND method = 'HOLDOUT'")
                        .getFirst()))
                .isCloseTo(holdout / 20, within(1e-6));
    }

    @Test
    void everyFlightThatARuleFiredForIsComparedWhateverCameOfItAndWhateverItSold() throws SQLException {
        // Given
        List<Event> events = ExperimentFlights.withAClosedBucketAndEmptyFlights(48);
        double difference = meanRevenue(events, Arm.TREATED) - meanRevenue(events, Arm.HOLDOUT);

        // When
        load(events);

        // Then
        assertThat(rows("SELECT DISTINCT treated || ' ' || holdout FROM dw.rpt_promotion_effect WHERE scope = 'ALL'"))
                .containsExactly("24 26");
        assertThat(rows("SELECT first_outcome || ' ' || count(*) FROM dw.rpt_evaluated_flight GROUP BY first_outcome"
                        + " ORDER BY 1"))
                .containsExactly("HELD_OUT 26", "SUPPRESSED 12", "TRIGGERED 12");
        assertThat(rows("SELECT DISTINCT true_of || ' ' || true_effect FROM dw.rpt_effect_against_truth"
                        + " WHERE scope = 'ALL' AND outcome = 'REVENUE'"))
                .containsExactly("24 135");
        assertThat(Double.parseDouble(
                        rows("SELECT estimate FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'REVENUE'"
                                        + " AND method = 'HOLDOUT'")
                                .getFirst()))
                .isCloseTo(difference, within(1e-6));
        assertThat(rows("SELECT route_id || ' ' || revenue::integer || ' ' || currency FROM dw.rpt_evaluated_flight"
                        + " WHERE booked_seats = 0 ORDER BY 1"))
                .containsExactly("LHR-AMS 0 GBP", "LHR-JFK 0 GBP");
    }

    @Test
    void aSimulatedMarketsEstimateStandsBesideItsTruthAndItsIntervalHoldsIt() throws SQLException {
        // Given a market whose customers react to the offers of the engine's own logic, half of the flights held out
        Policy policy = new Policy(new PolicyTerms(
                "half",
                Cadence.WHILE_IN_FORCE,
                List.of(new Rule("28-days", 28 * 1440, 0, 0.7, null, null, 20, new Target.CheapestOpen())),
                Duration.ofDays(3),
                Duration.ofDays(5),
                0.05,
                5,
                0.5,
                "salt"));
        List<Event> events = new ArrayList<>();
        Market.run(ScenarioReader.preset("small").withDays(5), policy, events::add);
        // Thousands that no estimate asks for.
        events.removeIf(event -> event.topic() == Topic.SEAT_INVENTORY);
        Set<String> treated = flights(events, Arm.TREATED);
        double truth = events.stream()
                .filter(event -> event instanceof FlightTruth && treated.contains(event.flightId()))
                .map(FlightTruth.class::cast)
                .mapToDouble(flight -> flight.revenue()
                        .subtract(flight.counterfactualRevenue())
                        .doubleValue())
                .average()
                .orElseThrow();

        // When
        load(events);

        // Then
        String ofAll = " FROM dw.rpt_effect_against_truth WHERE scope = 'ALL' AND outcome = 'REVENUE'";
        assertThat(rows("SELECT method || ' ' || covered" + ofAll + " ORDER BY method"))
                .containsExactly("HOLDOUT true", "HOLDOUT_CUPED true");
        assertThat(Double.parseDouble(
                        rows("SELECT DISTINCT true_effect" + ofAll).getFirst()))
                .isCloseTo(truth, within(0.01));
        assertThat(rows("SELECT DISTINCT treated || ' ' || true_of" + ofAll))
                .containsExactly(treated.size() + " " + treated.size());
    }

    @Test
    void flightsThatCameToSomethingNewAreEstimatedOnceByScheduleAfterAWhileAndByRequestAtOnce() throws SQLException {
        // Given
        List<Event> events = ExperimentFlights.events(48);
        TestLake lake = load(events);
        String estimated = "SELECT max(run_id) FROM dw.mart_promotion_effect";
        String treated = "SELECT DISTINCT treated FROM dw.rpt_promotion_effect WHERE scope = 'ALL'";
        List<String> first = rows(estimated);

        // When nothing has changed
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        // Then
        assertThat(rows(estimated)).isEqualTo(first);

        // When more flights are known, but the last estimate is not a quarter of an hour old
        for (Topic topic : Topic.values()) {
            lake.append(ExperimentFlights.events(52).stream()
                    .filter(event -> event.topic() == topic && !events.contains(event))
                    .toList());
        }
        runner.run(RunReport.Trigger.SCHEDULE).join();
        // Then
        assertThat(rows(estimated)).isEqualTo(first);

        // When somebody asks and it cannot be made, and that was not a quarter of an hour ago
        sql("CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$");
        sql("CREATE TRIGGER refuse BEFORE INSERT ON dw.mart_promotion_effect EXECUTE FUNCTION public.refuse()");
        double failed = failedEstimates();
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
        sql("UPDATE dw.effect_estimate SET estimated_at = now() - interval '1 hour'");
        runner.run(RunReport.Trigger.SCHEDULE).join();
        // Then both runs are published all the same
        assertThat(failedEstimates() - failed).isEqualTo(1);
        assertThat(rows("SELECT published::text FROM dw.etl_run ORDER BY run_id DESC LIMIT 2"))
                .containsExactly("true", "true");
        sql("DROP FUNCTION public.refuse() CASCADE");

        // When somebody asks, although this run brings nothing
        given().post("/api/etl/run").then().body("status", equalTo("SUCCEEDED"));
        // Then
        assertThat(rows(estimated)).isEqualTo(rows("SELECT max(run_id) FROM dw.etl_run"));
        assertThat(rows(treated)).containsExactly("26");
    }

    @Test
    void noFlightIsMatchedByWhatItHadSoldAfterItsFirstOffer() throws SQLException {
        // Given a flight that is put off by a day after it was offered seven days ahead, and sold well from then on
        EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        departed("delayed", "2026-06-08T12:00Z", 1, 40, 60);
        sql("INSERT INTO dw.fact_promotion (decision_id, outcome, flight_id, event_time, arm, minutes_to_departure,"
                + " source_partition, source_offset) VALUES ('d', 'TRIGGERED', 'delayed', '2026-05-31T12:00Z', 'TREATED',"
                + " 7 * 1440, 0, 0)");
        for (int i = 0; i < 3; i++) {
            departed("as-before" + i, "2026-05-0%dT12:00Z".formatted(1 + i), 0, 40, 45);
            departed("as-after" + i, "2026-05-0%dT12:00Z".formatted(4 + i), 0, 20, 60);
        }

        // When
        List<String> partners = warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            List<String> found = new ArrayList<>();
            String[] flights = {"delayed"};
            transaction
                    .query(SqlText.of("evaluate/partners"), 365, flights)
                    .forEach(row -> found.add(row.getString("partner_id")));
            return found;
        });

        // Then
        assertThat(partners).containsExactly("as-before0", "as-before1", "as-before2");
    }

    /** Of 100 seats, with those booked ten and seven days before the departure as last scheduled. */
    private void departed(String flight, String departure, int offers, int tenDaysBefore, int sevenDaysBefore)
            throws SQLException {
        sql("INSERT INTO dw.dim_flight (flight_id, origin_airport, destination_airport, scheduled_departure_time)"
                + " VALUES ('%s', 'LHR', 'AMS', '%s')".formatted(flight, departure));
        sql("INSERT INTO dw.fact_flight_outcome (flight_id, outcome, closed_at, flight_date, route_id, total_seats,"
                + " booked_seats, cancelled_seats, load_factor, currency, revenue, offers, offer_seats, offer_revenue, arm)"
                + " SELECT flight_id, 'DEPARTED', scheduled_departure_time, flight_date, route_id, 100, 80, 0, 0.8, 'GBP',"
                + " 8000, %d, 0, 0, 'NONE' FROM dw.dim_flight WHERE flight_id = '%s'".formatted(offers, flight));
        sql("INSERT INTO dw.fact_booking_curve VALUES ('%s', 10, %d), ('%s', 7, %d)"
                .formatted(flight, tenDaysBefore, flight, sevenDaysBefore));
    }

    @Test
    @EnabledIfSystemProperty(named = FLIGHTS, matches = "\\d+")
    void theCostOfAnEstimateIsMeasured() throws SQLException {
        // Given: a year of departures on 25 routes, each flight with 20 bookings, a tenth held out, but none of one
        // rule's
        int flights = Integer.getInteger(FLIGHTS);
        EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect();
                Statement statement = connection.createStatement()) {
            for (String fill : SqlText.of("measure/many_flights").split(";\\s*")) {
                statement.execute(fill.replace(":flights", "" + flights));
            }
        }
        boolean matched = Boolean.getBoolean(MATCHED);
        if (matched) {
            sql("DELETE FROM dw.fact_promotion WHERE outcome = 'HELD_OUT'");
        }

        // When
        List<String> seconds = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            effects.estimateIfDue(round, true);
            seconds.add("%.2f".formatted((System.nanoTime() - begin) / 1e9));
            assertThat(rows("UPDATE dw.effect_estimate SET due_since = now() RETURNING one"))
                    .hasSize(1);
        }

        // Then
        assertThat(rows("SELECT method || ' ' || (sum(treated + holdout) = " + flights
                        + ") FROM dw.mart_promotion_effect"
                        + " WHERE run_id = 4 AND method <> 'HOLDOUT_CUPED' AND outcome = 'REVENUE' AND scope IN ('ALL', 'RULE')"
                        + " GROUP BY scope, method ORDER BY scope, method"))
                .isEqualTo(
                        matched
                                ? List.of("MATCHED false", "MATCHED false")
                                : List.of("HOLDOUT true", "HOLDOUT false", "MATCHED false"));
        System.out.printf("Estimates of %,d flights: %s s%n", flights, String.join(", ", seconds));
    }

    /** That a rule fired for, whatever came of it. */
    private static Set<String> flights(List<Event> events, Arm arm) {
        Set<String> flights = new HashSet<>();
        for (Event event : events) {
            switch (event) {
                case PromotionTriggered offer when offer.explanation().arm() == arm -> flights.add(offer.flightId());
                case PromotionSuppressed none when none.explanation().arm() == arm -> flights.add(none.flightId());
                default -> {}
            }
        }
        return flights;
    }

    /** Of all these, those that sold nothing included. */
    private static double meanRevenue(List<Event> events, Arm arm) {
        Set<String> flights = flights(events, arm);
        double revenue = events.stream()
                .filter(event -> event instanceof BookingCreated && flights.contains(event.flightId()))
                .mapToDouble(event -> ((BookingCreated) event).totalPrice().doubleValue())
                .sum();
        return revenue / flights.size();
    }

    private TestLake load(List<Event> events) throws SQLException {
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        for (Topic topic : Topic.values()) {
            lake.append(events.stream().filter(event -> event.topic() == topic).toList());
        }
        given().post("/api/etl/run").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
        return lake;
    }

    private double failedEstimates() {
        return metrics.get("loadstream.etl.estimates.failed").counter().count();
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql);
        }
    }
}
