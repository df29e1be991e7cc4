package io.loadstream.etl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightTruth;
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
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the warehouse says promotions were worth, where the truth is known. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class EffectEstimateTest {

    EmbeddedParts parts;

    @Inject
    LakeStore store;

    @Test
    void withoutHoldoutPastFlightsAtTheSamePointOfTheirCurveAreComparedAndLabelled() throws SQLException {
        // When
        load(ExperimentFlights.withoutHoldout(24));

        // Then
        assertThat(rows("SELECT DISTINCT method FROM dw.rpt_promotion_effect")).containsExactly("MATCHED");
        assertThat(rows(
                        "SELECT treated || ' ' || (holdout BETWEEN 2 AND 24) || ' ' || (270 BETWEEN low AND high) || ' '"
                                + " || (run_id = (SELECT max(run_id) FROM dw.etl_run)) || ' ' || (abs(gained - diluted - estimate) < 0.01)"
                                + " FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'REVENUE'"))
                .containsExactly("24 true true true true");
        assertThat(
                        rows(
                                "SELECT (low > 0)::text FROM dw.rpt_promotion_effect WHERE scope = 'ALL' AND outcome = 'LOAD_FACTOR'"))
                .containsExactly("true");
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
        Set<String> promoted = events.stream()
                .filter(PromotionTriggered.class::isInstance)
                .map(Event::flightId)
                .collect(Collectors.toSet());
        double truth = events.stream()
                .filter(event -> event instanceof FlightTruth && promoted.contains(event.flightId()))
                .map(FlightTruth.class::cast)
                .mapToDouble(flight -> flight.revenue()
                        .subtract(flight.counterfactualRevenue())
                        .doubleValue())
                .average()
                .orElseThrow();

        // When
        load(events);

        // Then
        assertThat(rows("SELECT method || ' ' || covered FROM dw.rpt_effect_against_truth ORDER BY method"))
                .containsExactly("HOLDOUT true", "HOLDOUT_CUPED true");
        assertThat(Double.parseDouble(rows("SELECT DISTINCT true_effect FROM dw.rpt_effect_against_truth")
                        .getFirst()))
                .isCloseTo(truth, within(0.01));
        assertThat(rows("SELECT DISTINCT treated FROM dw.rpt_effect_against_truth"))
                .containsExactly("" + promoted.size());
    }

    private void load(List<Event> events) {
        TestLake lake = TestLake.empty(store);
        for (Topic topic : Topic.values()) {
            // Thousands that no estimate asks for.
            if (topic != Topic.SEAT_INVENTORY) {
                lake.append(
                        events.stream().filter(event -> event.topic() == topic).toList());
            }
        }
        given().post("/api/etl/rebuild").then().body("error", nullValue()).body("status", equalTo("SUCCEEDED"));
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql);
        }
    }
}
