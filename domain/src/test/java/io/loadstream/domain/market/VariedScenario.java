package io.loadstream.domain.market;

import io.loadstream.domain.market.scenario.RouteGroup;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.Shocks;
import io.loadstream.domain.market.scenario.Variation;
import java.time.Duration;
import java.util.List;

/** Scenarios in which demand varies as a test wants it to. */
final class VariedScenario {

    private static final Shocks NO_SHOCKS = new Shocks(0, 0, new RouteGroup.Range(1, 1), Duration.ofDays(1), List.of());

    private VariedScenario() {}

    /** Demand varies by nothing but the customers' own chance. */
    static Scenario steady(Scenario scenario) {
        return with(scenario, new Variation(0, 0, 0, 0), NO_SHOCKS);
    }

    static Scenario with(Scenario scenario, Variation variation) {
        return with(scenario, variation, NO_SHOCKS);
    }

    static Scenario with(Scenario scenario, Shocks shocks) {
        return with(scenario, scenario.variation(), shocks);
    }

    private static Scenario with(Scenario scenario, Variation variation, Shocks shocks) {
        return new Scenario(
                scenario.name(),
                scenario.seed(),
                scenario.firstDay(),
                scenario.days(),
                scenario.sale(),
                scenario.currency(),
                scenario.airports(),
                scenario.aircraft(),
                scenario.ladders(),
                scenario.pricing(),
                scenario.routes(),
                scenario.segments(),
                scenario.lowestFare(),
                scenario.departureWeekdays(),
                variation,
                shocks,
                scenario.disruptions(),
                scenario.snapshotEvery(),
                scenario.reaction(),
                scenario.chaos());
    }
}
