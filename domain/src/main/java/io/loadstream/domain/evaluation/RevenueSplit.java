package io.loadstream.domain.evaluation;

/**
 * The effect on revenue as what was won and what was given away, per flight. Of the seats that were sold with an offer, the
 * effect on seats says how many would not have been sold; the others would have been, at the full fare.
 *
 * @param gained revenue of seats that would have stayed empty
 * @param diluted discount on seats that would have been sold anyway, not negative
 */
public record RevenueSplit(double gained, double diluted) {

    /**
     * @param revenueEffect effect on revenue per flight
     * @param seatsEffect effect on seats sold per flight
     * @param offerSeats seats per flight that were sold with an offer, not negative
     * @param discountPerSeat what an offer took off a fare on average, not negative
     */
    public static RevenueSplit of(double revenueEffect, double seatsEffect, double offerSeats, double discountPerSeat) {
        if (offerSeats < 0 || discountPerSeat < 0) {
            throw new IllegalArgumentException(
                    "seats and discount must not be negative: " + offerSeats + ", " + discountPerSeat);
        }
        double soldAnyway = Math.clamp(offerSeats - seatsEffect, 0, offerSeats);
        double diluted = soldAnyway * discountPerSeat;
        return new RevenueSplit(revenueEffect + diluted, diluted);
    }
}
