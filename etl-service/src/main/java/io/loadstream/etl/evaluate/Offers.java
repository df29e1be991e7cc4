package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.RevenueSplit;
import java.util.List;

/**
 * What offers sold on average per promoted flight.
 *
 * @param seats sold with an offer
 * @param discount given on these, in units of the currency
 */
record Offers(double seats, double discount) {

    static Offers of(List<FlightResult> promoted) {
        return new Offers(
                promoted.stream()
                        .mapToDouble(FlightResult::offerSeats)
                        .average()
                        .orElse(0),
                promoted.stream()
                        .mapToDouble(FlightResult::discountGiven)
                        .average()
                        .orElse(0));
    }

    RevenueSplit split(double revenueEffect, double seatsEffect) {
        return RevenueSplit.of(revenueEffect, seatsEffect, seats, seats == 0 ? 0 : discount / seats);
    }
}
