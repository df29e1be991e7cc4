package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Airport;
import io.loadstream.domain.market.scenario.RouteGroup;
import io.loadstream.domain.market.scenario.Scenario;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All flights of a scenario, in the order of their departures. */
final class Schedule {

    private static final long TIMETABLE = 0;

    private static final int STRENGTH = 0;
    private static final int BUSINESS = 1;
    private static final int SPREAD = 2;

    private static final int FIRST_FLIGHT_NUMBER = 100;

    /** Departures lie on multiples of five minutes, where their spread allows. */
    private static final long STEP_SECONDS = 300;

    private final long firstDay;
    private final int days;
    private final List<RoutePlan> routes;

    private Schedule(long firstDay, int days, List<RoutePlan> routes) {
        this.firstDay = firstDay;
        this.days = days;
        this.routes = routes;
    }

    static Schedule of(Scenario scenario) {
        List<RoutePlan> routes = new ArrayList<>();
        Map<String, Integer> flightNumbers = new HashMap<>();
        for (RouteGroup group : scenario.routes()) {
            int pair = 0;
            for (String from : group.from()) {
                for (String to : group.to()) {
                    if (!from.equals(to)) {
                        String airline =
                                group.airlines().get(pair++ % group.airlines().size());
                        add(scenario, group, airline, from, to, flightNumbers, routes);
                        if (group.bothWays()) {
                            add(scenario, group, airline, to, from, flightNumbers, routes);
                        }
                    }
                }
            }
        }
        routes.sort(Comparator.comparingLong((RoutePlan route) -> route.departureOfDayMicros)
                .thenComparingInt(route -> route.number));
        return new Schedule(Micros.of(scenario.firstDay()), scenario.days(), List.copyOf(routes));
    }

    private static void add(
            Scenario scenario,
            RouteGroup group,
            String airline,
            String from,
            String to,
            Map<String, Integer> flightNumbers,
            List<RoutePlan> routes) {
        Airport origin = scenario.airports().get(from);
        Airport destination = scenario.airports().get(to);
        // The market is the pair of airports. What it is like belongs to the scenario, whatever its seed.
        long market = Draws.key(Draws.key(TIMETABLE, "market"), from + '-' + to);
        double strength = group.strength().at(Draws.uniform(market, STRENGTH));
        double business = group.business().at(Draws.uniform(market, BUSINESS));
        long spread = (long) (Draws.uniform(market, SPREAD) * group.spread().toSeconds());
        spread -= spread % STEP_SECONDS;
        for (LocalTime departure : group.departures()) {
            int flightNumber = flightNumbers.merge(airline, FIRST_FLIGHT_NUMBER, (known, first) -> known + 1);
            routes.add(new RoutePlan(
                    scenario,
                    routes.size(),
                    airline,
                    flightNumber,
                    origin,
                    destination,
                    scenario.aircraft().get(group.aircraft()),
                    (departure.toSecondOfDay() + spread) % 86_400 * Micros.PER_SECOND,
                    strength,
                    business));
        }
    }

    int flights() {
        return Math.multiplyExact(routes.size(), days);
    }

    /** The flight of that number, from 0, in the order of departure. */
    FlightPlan flight(int number) {
        RoutePlan route = routes.get(number % routes.size());
        int day = number / routes.size();
        return FlightPlan.of(route, day, firstDay + day * Micros.PER_DAY + route.departureOfDayMicros);
    }
}
