package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What makes bookings speed up or slow down for a while: an event at a destination, a competitor's sale.
 *
 * @param perAirportAndYear mean number of random ones at an airport in 365 days; not negative, at most 36
 * @param factor random demand factors lie between these; positive
 * @param lasts how long a random one lasts; positive, at most ten days
 * @param scripted those that are certain
 */
public record Shocks(double perAirportAndYear, RouteGroup.Range factor, Duration lasts, List<Scripted> scripted) {

    public Shocks {
        Require.notNegative("per_airport_and_year", perAirportAndYear);
        Require.that(perAirportAndYear <= 36, "per_airport_and_year", "must be at most 36: " + perAirportAndYear);
        Require.positive("factor", factor.low());
        Require.positive("lasts", lasts);
        Require.that(lasts.compareTo(Duration.ofDays(10)) <= 0, "lasts", "must be at most ten days: " + lasts);
        scripted = List.copyOf(scripted);
    }

    /**
     * @param airport destination of the flights whose demand it changes
     * @param starts when bookings begin to change
     * @param factor on the rate at which customers come, positive
     */
    public record Scripted(String airport, Instant starts, Duration lasts, double factor) {

        public Scripted {
            Require.text("airport", airport);
            Require.that(
                    !starts.isBefore(Scenario.FIRST) && starts.isBefore(Scenario.LAST),
                    "starts",
                    "must lie in the years 1980 to 2999: " + starts);
            Require.positive("lasts", lasts);
            Require.positive("factor", factor);
        }

        /** Refuses airports that the scenario does not describe. */
        Scripted requireDescribed(Map<String, Airport> airports) {
            Require.that(airports.containsKey(airport), "airport", "is not described: " + airport);
            return this;
        }
    }
}
