package io.loadstream.domain.market.scenario;

/**
 * The base fare of a route: the price of its cheapest class, in whole units of the scenario's currency.
 *
 * @param fixed not negative, at most a thousand million
 * @param perKm for each kilometre of great-circle distance, not negative, at most a million; one of both is positive
 */
public record Pricing(double fixed, double perKm) {

    public Pricing {
        Require.notNegative("fixed", fixed);
        Require.notNegative("per_km", perKm);
        Require.that(fixed <= 1e9, "fixed", "must be at most 1000000000: " + fixed);
        Require.that(perKm <= 1e6, "per_km", "must be at most 1000000: " + perKm);
        Require.that(fixed + perKm > 0, "base_fare", "must be positive");
    }

    public double baseFare(double km) {
        return fixed + perKm * km;
    }
}
