package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Routes that are flown alike: every airport of {@code from} with every other one of {@code to}; no route occurs twice.
 *
 * @param airlines IATA designators, one route after the other
 * @param bothWays whether each is flown back as well
 * @param departures times of day, UTC: the banks
 * @param spread how far a route's departures lie after the banks at most, each route its own; not negative
 * @param strength demand at the base fare over seats: from the first to the second, each route its own; positive
 * @param business share of that demand, from 0 to 1
 */
public record RouteGroup(
        List<String> airlines,
        List<String> from,
        List<String> to,
        boolean bothWays,
        String aircraft,
        List<LocalTime> departures,
        Duration spread,
        Range strength,
        Range business) {

    public RouteGroup {
        Require.notEmpty("airlines", airlines);
        airlines.forEach(RouteGroup::requireDesignator);
        Require.notEmpty("from", from);
        Require.notEmpty("to", to);
        requireOnce("from", from);
        requireOnce("to", to);
        Require.that(pairs(from, to) > 0, "to", "must name another airport than from: " + to);
        List<String> both = new ArrayList<>(from);
        both.retainAll(to);
        Require.that(
                !bothWays || both.size() < 2,
                "both_ways",
                "must be false where two airports are in from and in to, whose routes would be flown twice: " + both);
        Require.notEmpty("departures", departures);
        Require.that(!spread.isNegative(), "spread", "must not be negative: " + spread);
        Require.positive("strength", strength.low());
        Require.share("business", business.low());
        Require.share("business", business.high());
        airlines = List.copyOf(airlines);
        from = List.copyOf(from);
        to = List.copyOf(to);
        departures = List.copyOf(departures);
    }

    /** Refuses airports and aircraft that the scenario does not describe. */
    RouteGroup requireDescribed(Map<String, Airport> airports, Map<String, AircraftType> types) {
        Require.that(types.containsKey(aircraft), "aircraft", "is not described: " + aircraft);
        from.forEach(code -> requireDescribed("from", code, airports));
        to.forEach(code -> requireDescribed("to", code, airports));
        return this;
    }

    /** All flights of its routes on one day. */
    long flightsADay() {
        return (bothWays ? 2 : 1) * pairs(from, to) * departures.size();
    }

    /** Whether one of its routes leads from the one airport to the other. */
    boolean flies(String origin, String destination) {
        return !origin.equals(destination)
                && (from.contains(origin) && to.contains(destination)
                        || bothWays && from.contains(destination) && to.contains(origin));
    }

    private static long pairs(List<String> from, List<String> to) {
        return (long) from.size() * to.size()
                - from.stream().filter(to::contains).count();
    }

    private static void requireOnce(String field, List<String> airports) {
        Set<String> seen = new HashSet<>();
        airports.forEach(code -> Require.that(seen.add(code), field, "must not name an airport twice: " + code));
    }

    private static void requireDesignator(String airline) {
        Require.that(
                airline.matches("[A-Z0-9]{2,3}"),
                "airlines",
                "must be two or three capital letters or digits: " + airline);
    }

    private static void requireDescribed(String field, String code, Map<String, Airport> airports) {
        Require.that(airports.containsKey(code), field, "names an airport that is not described: " + code);
    }

    /** @param high not below {@code low} */
    public record Range(double low, double high) {

        public Range {
            Require.that(
                    low <= high && Double.isFinite(low) && Double.isFinite(high),
                    "range",
                    "must not fall: " + low + " to " + high);
        }

        public double at(double share) {
            return low + share * (high - low);
        }
    }
}
