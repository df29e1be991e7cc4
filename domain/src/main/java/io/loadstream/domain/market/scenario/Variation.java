package io.loadstream.domain.market.scenario;

/**
 * How demand varies around its mean: coefficients of variation of independent factors, which flights share by what they
 * have in common. PassengerSim's three-market network has 0.10, 0.15, 0.20 and 0.10. Each
 * lies between 0 and 1.
 *
 * @param system of a departure day, shared by all its flights
 * @param market of a route and day, shared by its segments
 * @param segment of one segment of one flight
 * @param frame of one interval between collection points of one segment of one flight
 */
public record Variation(double system, double market, double segment, double frame) {

    public Variation {
        Require.share("system", system);
        Require.share("market", market);
        Require.share("segment", segment);
        Require.share("frame", frame);
    }
}
