package io.loadstream.domain.market.scenario;

import java.util.Map;

/**
 * @param name such as {@code A320}
 * @param speedKmh block speed, kilometres an hour, positive
 * @param seats by cabin code, each positive
 */
public record AircraftType(String name, double speedKmh, Map<String, Integer> seats) {

    public AircraftType {
        Require.text("name", name);
        Require.positive("speed_kmh", speedKmh);
        Require.notEmpty("seats", seats.keySet());
        seats.forEach((cabin, count) -> Require.positive("seats", count));
        seats = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(seats));
    }

    public int totalSeats() {
        return seats.values().stream().mapToInt(Integer::intValue).sum();
    }
}
