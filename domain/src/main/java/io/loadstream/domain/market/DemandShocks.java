package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.Shocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When demand for an airport, or for a route alone, runs faster or slower than usual, over the whole time of a scenario.
 * For one thread.
 */
final class DemandShocks {

    /** At most one random shock begins in each window of this length. */
    private static final long WINDOW = 10 * Micros.PER_DAY;

    private static final double WINDOWS_A_YEAR = 36.5;

    private static final int HAPPENS = 0;
    private static final int WHEN = 1;
    private static final int HOW_STRONG = 2;

    private static final Shock[] NONE = {};

    private final Scenario scenario;
    private final long key;
    private final Map<String, Shock[]> byRoute = new HashMap<>();

    /** @param ends microseconds, exclusive */
    record Shock(long starts, long ends, double factor) {}

    DemandShocks(Scenario scenario) {
        this.scenario = scenario;
        this.key = Draws.key(scenario.seed(), "shocks");
    }

    /** Those of the route's destination and those of its own. */
    Shock[] of(String from, String to) {
        return byRoute.computeIfAbsent(from + '-' + to, route -> {
            Shocks shocks = scenario.shocks();
            List<Shock> all = new ArrayList<>();
            for (Shocks.Scripted scripted : shocks.scripted()) {
                if (scripted.befalls(from, to)) {
                    long starts = Micros.of(scripted.starts());
                    all.add(new Shock(starts, starts + Micros.of(scripted.lasts()), scripted.factor()));
                }
            }
            draw(to, shocks.perAirportAndYear(), all);
            draw(route, shocks.perRouteAndYear(), all);
            return all.isEmpty() ? NONE : all.toArray(Shock[]::new);
        });
    }

    private void draw(String place, double perYear, List<Shock> into) {
        if (perYear == 0) {
            return;
        }
        Shocks shocks = scenario.shocks();
        long first = Micros.of(scenario.firstDay().minus(scenario.sale()));
        long last = Micros.of(scenario.firstDay()) + scenario.days() * Micros.PER_DAY;
        long own = Draws.key(key, place);
        for (long window = Math.floorDiv(first, WINDOW) - 1; window * WINDOW < last; window++) {
            long draw = Draws.key(own, window);
            if (Draws.uniform(draw, HAPPENS) < perYear / WINDOWS_A_YEAR) {
                long starts = (long) ((window + Draws.uniform(draw, WHEN)) * WINDOW);
                into.add(new Shock(
                        starts,
                        starts + Micros.of(shocks.lasts()),
                        shocks.factor().at(Draws.uniform(draw, HOW_STRONG))));
            }
        }
    }
}
