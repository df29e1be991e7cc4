package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What customers do when the engine's own logic makes them offers, on flights that fill as they buy. */
class ResponseToOffersTest {

    private static final Scenario HUB = ScenarioReader.preset("hub").withDays(20);

    /** Offers that stay: what a flight gets hangs on little but its load. */
    private static final Policy POLICY = new Policy(new PolicyTerms(
            "fifth-off",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.6, null, null, 20, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(5),
            0.05,
            5,
            0,
            "salt"));

    /** Of one segment, the customers for whom promotions changed something. */
    private static final class Response {

        private final Map<Effect, Integer> customers = new EnumMap<>(Effect.class);
        private double seats;
        private double paid;
        private double seatsWithout;
        private double paidWithout;

        void add(BookingTruth truth) {
            customers.merge(truth.effect(), 1, Integer::sum);
            if (truth.effect() == Effect.NONE) {
                return;
            }
            if (truth.totalPrice() != null) {
                seats += truth.partySize();
                paid += truth.totalPrice().doubleValue();
            }
            if (truth.counterfactualTotalPrice() != null) {
                seatsWithout += truth.partySize();
                paidWithout += truth.counterfactualTotalPrice().doubleValue();
            }
        }

        int count(Effect effect) {
            return customers.getOrDefault(effect, 0);
        }

        /** Change of seats over change of the mean price paid for one, both as logarithms. */
        double elasticity() {
            return Math.log(seats / seatsWithout) / Math.log(paid / seats / (paidWithout / seatsWithout));
        }
    }

    @Test
    void moreLeisureThanBusinessCustomersAreWonAndBothAreDiluted() {
        // When
        Map<String, Response> responses = new TreeMap<>();
        MarketOutcome outcome = Market.run(HUB, POLICY, event -> {
            if (event instanceof BookingTruth truth) {
                responses
                        .computeIfAbsent(truth.segment(), name -> new Response())
                        .add(truth);
            }
        });

        // Then
        responses.forEach((segment, response) -> System.out.printf(
                "%s: %s, seats %.0f in place of %.0f at %.2f in place of %.2f, elasticity %.2f%n",
                segment,
                response.customers,
                response.seats,
                response.seatsWithout,
                response.paid / response.seats,
                response.paidWithout / response.seatsWithout,
                response.elasticity()));
        System.out.printf(
                "load factor %.3f in place of %.3f, spill rate %.3f in place of %.3f, revenue %s in place of %s, of %d flights%n",
                outcome.loadFactor(),
                outcome.counterfactualLoadFactor(),
                outcome.spillRate(),
                outcome.counterfactualSpillRate(),
                outcome.revenue(),
                outcome.counterfactualRevenue(),
                outcome.flights().size());
        Response business = responses.get("BUSINESS");
        Response leisure = responses.get("LEISURE");
        for (Response response : responses.values()) {
            assertThat(response.count(Effect.INDUCED)).isGreaterThan(100);
            assertThat(response.count(Effect.DILUTED)).isGreaterThan(response.count(Effect.INDUCED));
            assertThat(response.count(Effect.DISPLACED)).isLessThan(response.count(Effect.INDUCED) / 5);
        }
        // Below the cited -0.7 and -1.5: an offer is a large step, where cheap classes are open, and seats run short.
        assertThat(business.elasticity()).isBetween(-0.7, -0.35);
        assertThat(leisure.elasticity()).isBetween(-1.5, -0.75);
        assertThat(leisure.elasticity()).isLessThan(1.5 * business.elasticity());
    }
}
