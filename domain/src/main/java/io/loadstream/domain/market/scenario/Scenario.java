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
 * @param firstDay midnight UTC of the first day of departures, in the years 1980 to 2999
 * @param days of departures, positive, at most 36,500
 * @param sale how long before its departure a flight goes on sale; positive, at most 730 days
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

    static final Instant FIRST = Instant.parse("1980-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("3000-01-01T00:00:00Z");

    private static final int MAX_DAYS = 36_500;
    private static final Duration MAX_SALE = Duration.ofDays(730);
    /** A thousand days of the preset {@code world}. */
    private static final int MAX_FLIGHTS = 101_000_000;

    public Scenario {
        Require.text("name", name);
        requireFirstDay(firstDay);
        requireDays(days);
        requireSale(sale);
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
        long flights = days * routes.stream().mapToLong(RouteGroup::flightsADay).sum();
        Require.that(flights <= MAX_FLIGHTS, "days", "must not make more than " + MAX_FLIGHTS + " flights: " + flights);
        designatorsUnique(routes);
        for (Shocks.Scripted shock : shocks.scripted()) {
            shock.requireWithin(airports, routes);
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

    static Instant requireFirstDay(Instant firstDay) {
        Require.that(
                firstDay.getEpochSecond() % 86_400 == 0 && firstDay.getNano() == 0,
                "first_day",
                "must be midnight UTC: " + firstDay);
        Require.that(
                !firstDay.isBefore(FIRST) && firstDay.isBefore(LAST),
                "first_day",
                "must lie in the years 1980 to 2999: " + firstDay);
        return firstDay;
    }

    static int requireDays(int days) {
        Require.positive("days", days);
        Require.that(days <= MAX_DAYS, "days", "must be at most " + MAX_DAYS + ": " + days);
        return days;
    }

    static Duration requireSale(Duration sale) {
        Require.positive("sale", sale);
        Require.that(sale.compareTo(MAX_SALE) <= 0, "sale", "must be at most %s: %s".formatted(MAX_SALE, sale));
        return sale;
    }

    /** Flight 100 of LS1 and flight 1100 of LS would be one and the same. */
    private static void designatorsUnique(List<RouteGroup> routes) {
        Set<String> airlines = new HashSet<>();
        routes.forEach(group -> airlines.addAll(group.airlines()));
        for (String airline : airlines) {
            String shorter = airline.substring(0, airline.length() - 1);
            Require.that(
                    !(Character.isDigit(airline.charAt(airline.length() - 1)) && airlines.contains(shorter)),
                    "routes",
                    "must not have an airline that is another one and a digit: %s beside %s"
                            .formatted(airline, shorter));
        }
    }

    private static void bucketsUnique(Map<String, FareLadder> ladders) {
        Set<String> seen = new HashSet<>();
        ladders.values().forEach(ladder -> ladder.classes().forEach(fare -> fare.requireUnseen(seen)));
    }
}
