package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulated world. Equal scenarios give equal events, byte for byte.
 *
 * @param seed of all chance in it
 * @param firstDay midnight UTC of the first day of departures
 * @param days of departures, positive
 * @param sale how long before its departure a flight goes on sale; positive
 * @param currency ISO 4217, of all prices
 * @param airports by code
 * @param aircraft by name
 * @param ladders by cabin code
 * @param lowestFare customers who would not even pay this multiple of the base fare are left out: no discount is to
 *     reach them; above 0, below 1
 * @param departureWeekdays relative demand of the days of departure, Monday first
 * @param snapshotEvery inventory is told at this interval, counted back from departure, and at the points of the
 *     booking curves; positive
 * @param reaction customers see an offer from the start of the next such interval on; positive. It bounds how far the
 *     simulated clock may run ahead of the engine.
 */
public record Scenario(
        String name,
        long seed,
        Instant firstDay,
        int days,
        Duration sale,
        String currency,
        Map<String, Airport> airports,
        Map<String, AircraftType> aircraft,
        Map<String, FareLadder> ladders,
        Pricing pricing,
        List<RouteGroup> routes,
        List<Segment> segments,
        double lowestFare,
        List<Double> departureWeekdays,
        Variation variation,
        Shocks shocks,
        Disruptions disruptions,
        Duration snapshotEvery,
        Duration reaction,
        Chaos chaos) {

    public static final String BUSINESS = "BUSINESS";
    public static final String LEISURE = "LEISURE";

    public Scenario {
        Require.text("name", name);
        Require.positive("days", days);
        Require.positive("sale", sale);
        Require.that(
                currency.length() == 3 && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z'),
                "currency",
                "must be an ISO 4217 code: " + currency);
        Require.notEmpty("routes", routes);
        Require.that(
                segments.size() == 2
                        && segments.get(0).name().equals(BUSINESS)
                        && segments.get(1).name().equals(LEISURE),
                "segments",
                "must be BUSINESS and LEISURE, in this order");
        for (Segment segment : segments) {
            Require.that(
                    segment.cameBefore(sale.toSeconds() / 86_400.0) < 1,
                    "sale",
                    "must open before all customers have come by the booking_curve of %s: %s"
                            .formatted(segment.name(), sale));
        }
        Require.that(lowestFare > 0 && lowestFare < 1, "lowest_fare", "must lie between 0 and 1: " + lowestFare);
        Require.that(departureWeekdays.size() == 7, "departure_weekdays", "must be 7 figures");
        departureWeekdays.forEach(weight -> Require.positive("departure_weekdays", weight));
        Require.positive("snapshot_every", snapshotEvery);
        Require.positive("reaction", reaction);
        bucketsUnique(ladders);
        for (AircraftType type : aircraft.values()) {
            for (String cabin : type.seats().keySet()) {
                Require.that(
                        ladders.containsKey(cabin),
                        "aircraft",
                        "have a cabin that has no fares: " + cabin + " of " + type.name());
            }
        }
        for (RouteGroup group : routes) {
            group.requireDescribed(airports, aircraft);
        }
        for (Shocks.Scripted shock : shocks.scripted()) {
            shock.requireDescribed(airports);
        }
        disruptions.requireWithin(sale, LocalDate.ofInstant(firstDay, ZoneOffset.UTC), days, routes);
        airports = Map.copyOf(airports);
        aircraft = Map.copyOf(aircraft);
        ladders = Map.copyOf(ladders);
        routes = List.copyOf(routes);
        segments = List.copyOf(segments);
        departureWeekdays = List.copyOf(departureWeekdays);
    }

    /** The same world with other chance in it. */
    public Scenario withSeed(long otherSeed) {
        return new Scenario(
                name,
                otherSeed,
                firstDay,
                days,
                sale,
                currency,
                airports,
                aircraft,
                ladders,
                pricing,
                routes,
                segments,
                lowestFare,
                departureWeekdays,
                variation,
                shocks,
                disruptions,
                snapshotEvery,
                reaction,
                chaos);
    }

    /** The same world for another number of departure days. */
    public Scenario withDays(int otherDays) {
        return new Scenario(
                name,
                seed,
                firstDay,
                otherDays,
                sale,
                currency,
                airports,
                aircraft,
                ladders,
                pricing,
                routes,
                segments,
                lowestFare,
                departureWeekdays,
                variation,
                shocks,
                disruptions,
                snapshotEvery,
                reaction,
                chaos);
    }

    private static void bucketsUnique(Map<String, FareLadder> ladders) {
        Set<String> seen = new HashSet<>();
        ladders.values().forEach(ladder -> ladder.classes().forEach(fare -> fare.requireUnseen(seen)));
    }
}
