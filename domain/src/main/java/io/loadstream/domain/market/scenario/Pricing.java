package io.loadstream.domain.market.scenario;

/**
 * The base fare of a route: the price of its cheapest class, in whole units of the scenario's currency.
 *
 * @param fixed not negative
 * @param perKm for each kilometre of great-circle distance, not negative; one of both is positive
 */
public record Pricing(double fixed, double perKm) {

    public Pricing {
        Require.notNegative("fixed", fixed);
        Require.notNegative("per_km", perKm);
        Require.that(fixed + perKm > 0, "base_fare", "must be positive");
    }

    public double baseFare(double km) {
        return fixed + perKm * km;
    }
}
