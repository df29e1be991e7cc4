package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What makes bookings speed up or slow down for a while: an event at a destination, for all flights there; a competitor's
 * sale, for one route.
 *
 * @param perAirportAndYear mean number of random ones at an airport in 365 days; not negative, at most 36
 * @param perRouteAndYear the same of random ones on one route alone
 * @param factor random demand factors lie between these; positive: below 1 they slow down
 * @param lasts how long a random one lasts; positive, at most ten days
 * @param scripted those that are certain
 */
public record Shocks(
        double perAirportAndYear,
        double perRouteAndYear,
        RouteGroup.Range factor,
        Duration lasts,
        List<Scripted> scripted) {

    public Shocks {
        requireSeldom("per_airport_and_year", perAirportAndYear);
        requireSeldom("per_route_and_year", perRouteAndYear);
        Require.positive("factor", factor.low());
        Require.positive("lasts", lasts);
        Require.that(lasts.compareTo(Duration.ofDays(10)) <= 0, "lasts", "must be at most ten days: " + lasts);
        scripted = List.copyOf(scripted);
    }

    private static void requireSeldom(String field, double perYear) {
        Require.notNegative(field, perYear);
        Require.that(perYear <= 36, field, "must be at most 36: " + perYear);
    }

    /**
     * @param from origin of the flights whose demand it changes; {@code null} for all that lead to {@code to}
     * @param to their destination
     * @param starts when bookings begin to change
     * @param factor on the rate at which customers come, positive: below 1 it slows them down
     */
    public record Scripted(String from, String to, Instant starts, Duration lasts, double factor) {

        public Scripted {
            Require.text(from == null ? "airport" : "to", to);
            Require.that(
                    !starts.isBefore(Scenario.FIRST) && starts.isBefore(Scenario.LAST),
                    "starts",
                    "must lie in the years 1980 to 2999: " + starts);
            Require.positive("lasts", lasts);
            Require.positive("factor", factor);
        }

        public boolean befalls(String origin, String destination) {
            return to.equals(destination) && (from == null || from.equals(origin));
        }

        /** Refuses what befalls none of the scenario's flights. */
        Scripted requireWithin(Map<String, Airport> airports, List<RouteGroup> routes) {
            if (from == null) {
                Require.that(airports.containsKey(to), "airport", "is not described: " + to);
            } else {
                Require.that(
                        routes.stream().anyMatch(group -> group.flies(from, to)),
                        "from",
                        "and to must be a route that somebody flies: %s to %s".formatted(from, to));
            }
            return this;
        }
    }
}
