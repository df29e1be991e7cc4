package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.market.scenario.Shocks;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bookings that run faster or slower for a while, to an airport or on a route. */
class DemandShocksTest {

    private static final Scenario NETWORK = ScenarioReader.preset("network").withDays(4);
    private static final Scenario STEADY = VariedScenario.steady(NETWORK);

    /** Five days of bookings for flights that leave from thirty days after its start on. */
    private static final Instant STARTS = NETWORK.firstDay().minus(Duration.ofDays(30));

    private static final Duration LASTS = Duration.ofDays(5);

    @Test
    void aShockMakesBookingsForItsAirportSpeedUpWhileItLasts() {
        // Given
        Scenario shocked = shocked(STEADY, new Shocks.Scripted(null, "LHR", STARTS, LASTS, 3));

        // When / Then
        assertThat(arrivals(shocked, "FRA", "LHR", 30, 25))
                .isGreaterThan((int) (2.5 * arrivals(STEADY, "FRA", "LHR", 30, 25)));
        assertThat(arrivals(shocked, "CDG", "LHR", 30, 25))
                .isGreaterThan((int) (2.5 * arrivals(STEADY, "CDG", "LHR", 30, 25)));
        int after = arrivals(STEADY, "FRA", "LHR", 20, 10);
        assertThat(arrivals(shocked, "FRA", "LHR", 20, 10)).isCloseTo(after, within(4 * (int) Math.sqrt(2 * after)));
        assertThat(arrivals(shocked, "FRA", "CDG", 30, 25)).isEqualTo(arrivals(STEADY, "FRA", "CDG", 30, 25));
    }

    @Test
    void aShockOnARouteLeavesTheWayBackAndOtherRoutesToItsDestinationAlone() {
        // Given
        Scenario shocked = shocked(STEADY, new Shocks.Scripted("FRA", "LHR", STARTS, LASTS, 3));

        // When / Then
        assertThat(arrivals(shocked, "FRA", "LHR", 30, 25))
                .isGreaterThan((int) (2.5 * arrivals(STEADY, "FRA", "LHR", 30, 25)));
        for (String[] other : new String[][] {{"LHR", "FRA"}, {"CDG", "LHR"}, {"FRA", "CDG"}}) {
            assertThat(arrivals(shocked, other[0], other[1], 70, 0))
                    .as(Arrays.toString(other))
                    .isEqualTo(arrivals(STEADY, other[0], other[1], 70, 0));
        }
    }

    @Test
    void aFactorBelowOneSlowsBookingsDownWhileItLasts() {
        // Given
        Scenario shocked = shocked(STEADY, new Shocks.Scripted("FRA", "LHR", STARTS, LASTS, 0.25));

        // When / Then
        int during = arrivals(STEADY, "FRA", "LHR", 30, 25) / 4;
        assertThat(arrivals(shocked, "FRA", "LHR", 30, 25))
                .isCloseTo(during, within(4 * (int) Math.sqrt(1.25 * during)));
        int after = arrivals(STEADY, "FRA", "LHR", 20, 10);
        assertThat(arrivals(shocked, "FRA", "LHR", 20, 10)).isCloseTo(after, within(4 * (int) Math.sqrt(2 * after)));
    }

    @Test
    void randomShocksComeAsOftenAndAsStrongAsTheScenarioSays() {
        // Given
        int years = 20;
        Shocks defaults = NETWORK.shocks();
        for (double[] perYear : new double[][] {{6, 0}, {0, 6}, {6, 3}}) {
            Shocks expected = new Shocks(perYear[0], perYear[1], defaults.factor(), defaults.lasts(), List.of());
            Scenario scenario = VariedScenario.with(NETWORK, expected).withDays(365 * years);
            DemandShocks shocks = new DemandShocks(scenario);

            // When
            int count = 0;
            for (String airport : NETWORK.airports().keySet()) {
                for (DemandShocks.Shock shock : shocks.of("FRA", airport)) {
                    assertThat(shock.factor())
                            .isBetween(
                                    expected.factor().low(), expected.factor().high());
                    assertThat(shock.ends() - shock.starts()).isEqualTo(Micros.of(expected.lasts()));
                    count++;
                }
            }

            // Then within four standard errors, and the time on sale before the first departure
            double often =
                    (perYear[0] + perYear[1]) * years * NETWORK.airports().size();
            assertThat((double) count).isCloseTo(often, within(4 * Math.sqrt(often) + 0.02 * often));
        }
    }

    @Test
    void theEngineSeesAShockedFlightSellFasterOrSlowerThanItsTwinWithoutTheShock() {
        // Given a sale of a competitor's on one route, and an event that draws customers on another
        Scenario steady = VariedScenario.steady(ScenarioReader.preset("hub")).withDays(30);
        Instant starts = steady.firstDay().minus(Duration.ofDays(15));
        Scenario shocked = shocked(
                steady,
                new Shocks.Scripted("FRA", "LHR", starts, LASTS, 0.3),
                new Shocks.Scripted("FRA", "CDG", starts, LASTS, 2.5));
        Instant at = starts.plus(LASTS);

        // When
        Map<String, Double> without = velocities(steady, at);
        Map<String, Double> with = velocities(shocked, at);

        // Then
        assertThat(with.get("FRA-LHR") / without.get("FRA-LHR")).isBetween(0.1, 0.6);
        assertThat(with.get("FRA-CDG") / without.get("FRA-CDG")).isGreaterThan(1.7);
        without.keySet().removeAll(List.of("FRA-LHR", "FRA-CDG"));
        assertThat(without).hasSizeGreaterThan(10);
        assertThat(with).containsAllEntriesOf(without);
    }

    /** Seats a day that the engine sees the flights of each route sell, together. */
    private static Map<String, Double> velocities(Scenario scenario, Instant at) {
        Map<String, FlightState> flights = new HashMap<>();
        Output seen = new Output() {
            @Override
            public void metrics(FlightState flight, long when) {
                flights.put(flight.flightId(), flight);
            }

            @Override
            public void promotion(PromotionEvent event) {}

            @Override
            public void fate(InputEvent event, Fate fate) {}

            @Override
            public void refused(Arrived kept, Fate fate) {}
        };
        PartitionFlights engine = new PartitionFlights(0, never(), Bounds.DEFAULT, seen);
        long[] offset = {0};
        Market.of(scenario).advance(Micros.of(at), MarketSink.ofEvents(event -> {
            if (event instanceof InputEvent input) {
                engine.apply(input, input.topic().topicName(), offset[0]++, null);
            }
        }));
        Map<String, String> routes = new HashMap<>();
        Schedule schedule = Schedule.of(scenario);
        for (int i = 0; i < schedule.flights(); i++) {
            FlightPlan flight = schedule.flight(i);
            routes.put(flight.id(), flight.route().from + '-' + flight.route().to);
        }
        Map<String, Double> velocities = new HashMap<>();
        flights.forEach(
                (id, flight) -> velocities.merge(routes.get(id), flight.velocityPerDay(Micros.of(at)), Double::sum));
        return velocities;
    }

    private static Policy never() {
        return new Policy(new PolicyTerms(
                "never",
                Cadence.WHILE_IN_FORCE,
                List.of(new Rule("last-minute", 1, 0, 0.01, null, null, 1, new Target.CheapestOpen())),
                Duration.ofDays(1),
                Duration.ofDays(1),
                0,
                1,
                0,
                ""));
    }

    private static Scenario shocked(Scenario scenario, Shocks.Scripted... shocks) {
        return VariedScenario.with(
                scenario, new Shocks(0, 0, scenario.shocks().factor(), Duration.ofDays(1), List.of(shocks)));
    }

    /** Leisure customers who come between so many days before the first day of departures. */
    private static int arrivals(Scenario scenario, String origin, String destination, int fromDays, int toDays) {
        Demand demand = new Demand(scenario, false);
        Schedule schedule = Schedule.of(scenario);
        long from = Micros.of(scenario.firstDay().minus(Duration.ofDays(fromDays)));
        long to = Micros.of(scenario.firstDay().minus(Duration.ofDays(toDays)));
        int count = 0;
        for (int i = 0; i < schedule.flights(); i++) {
            FlightPlan flight = schedule.flight(i);
            if (flight.route().from.equals(origin) && flight.route().to.equals(destination)) {
                for (Arrivals one = new Arrivals(demand, flight, 1); one.time() != Long.MAX_VALUE; one.next()) {
                    count += one.time() >= from && one.time() < to ? 1 : 0;
                }
            }
        }
        return count;
    }
}
