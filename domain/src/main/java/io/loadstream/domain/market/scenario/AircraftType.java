package io.loadstream.domain.market.scenario;

import java.util.Map;

/**
 * @param name such as {@code A320}
 * @param speedKmh block speed, kilometres an hour, positive
 * @param seats by cabin code, each from 1 to 10,000; one cabin or two, since customers want the premium one or they do not
 */
public record AircraftType(String name, double speedKmh, Map<String, Integer> seats) {

    private static final int MAX_CABINS = 2;
    /** More, overbooked, would not fit the short figures in which each flight keeps what it has sold. */
    private static final int MAX_SEATS = 10_000;

    public AircraftType {
        Require.text("name", name);
        Require.positive("speed_kmh", speedKmh);
        Require.notEmpty("seats", seats.keySet());
        Require.that(
                seats.size() <= MAX_CABINS,
                "seats",
                "must name at most %d cabins, premium and economy: %s".formatted(MAX_CABINS, seats.keySet()));
        seats.forEach(AircraftType::requireSeats);
        seats = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(seats));
    }

    /** Refuses seats of a cabin by the cabin's code, which is its key in a scenario. */
    static int requireSeats(String cabin, int count) {
        Require.that(count > 0, cabin, "must have a positive number of seats: " + count);
        Require.that(count <= MAX_SEATS, cabin, "must have at most " + MAX_SEATS + " seats: " + count);
        return count;
    }

    public int totalSeats() {
        return seats.values().stream().mapToInt(Integer::intValue).sum();
    }
}
