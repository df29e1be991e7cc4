package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.event.FlightTruth;
import java.time.Instant;

/**
 * How a flight of a simulated market left, beside how it would have left without offers.
 *
 * @param decidedAt when it was looked at, some weeks before departure; {@code null} when nothing was told of it from then on
 * @param seatsBefore seats booked by then
 * @param sellsBadly whether these were so few that it is in the experiment
 * @param offered whether it was, and got an offer
 */
record FlightEnd(
        String route,
        Instant departure,
        Instant decidedAt,
        int seatsBefore,
        boolean sellsBadly,
        boolean offered,
        FlightTruth truth) {

    double shareBefore() {
        return (double) seatsBefore / truth.totalSeats();
    }

    double revenue() {
        return truth.revenue().doubleValue();
    }

    double revenueEffect() {
        return truth.revenue().subtract(truth.counterfactualRevenue()).doubleValue();
    }

    double loadFactor() {
        return (double) truth.bookedSeats() / truth.totalSeats();
    }

    double loadFactorEffect() {
        return (double) (truth.bookedSeats() - truth.counterfactualBookedSeats()) / truth.totalSeats();
    }
}
