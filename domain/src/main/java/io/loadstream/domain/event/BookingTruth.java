package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one customer did, and would have done without promotions: told at the time of the booking, for each who bought in
 * either world.
 *
 * @param bookingId of the {@link BookingCreated}; of none when {@code effect} is {@link Effect#DISPLACED}
 * @param segment such as {@code BUSINESS}
 * @param partySize seats, positive
 * @param willingnessToPay the most that the customer would pay for one seat
 * @param currency ISO 4217, of every price in it
 * @param effect what promotions changed
 * @param fareBucket what was bought; {@code null} when nothing was
 * @param totalPrice what all passengers pay together; {@code null} when nothing was bought
 * @param counterfactualFareBucket what would have been bought without promotions; {@code null} when nothing would
 * @param counterfactualTotalPrice what all passengers would have paid together; {@code null} when nothing would
 */
public record BookingTruth(
        Instant eventTime,
        String flightId,
        String bookingId,
        String segment,
        int partySize,
        BigDecimal willingnessToPay,
        String currency,
        Effect effect,
        String fareBucket,
        BigDecimal totalPrice,
        String counterfactualFareBucket,
        BigDecimal counterfactualTotalPrice)
        implements TruthEvent {

    public BookingTruth {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Ids.check("booking_id", bookingId);
        Check.text("segment", segment);
        Check.positive("party_size", partySize);
        willingnessToPay = Check.money("willingness_to_pay", willingnessToPay);
        Check.currency("currency", currency);
        Check.present("effect", effect);
        if (fareBucket != null || totalPrice != null) {
            Check.text("fare_bucket", fareBucket);
            totalPrice = Check.money("total_price", totalPrice);
        }
        if (counterfactualFareBucket != null || counterfactualTotalPrice != null) {
            Check.text("counterfactual_fare_bucket", counterfactualFareBucket);
            counterfactualTotalPrice = Check.money("counterfactual_total_price", counterfactualTotalPrice);
        }
        if (effect != Effect.of(totalPrice, counterfactualTotalPrice)) {
            throw new InvalidEventException("effect", "does not follow from the prices: " + effect);
        }
    }

    /** What promotions changed for one customer; it follows from the two prices. */
    public enum Effect {
        /** The same price in both worlds. */
        NONE,
        /** Bought only because of promotions. */
        INDUCED,
        /** Paid less than without promotions. */
        DILUTED,
        /** Paid more: promotions had sold out what was cheaper. */
        DEARER,
        /** Would have bought, but did not: promotions had sold out what was affordable. */
        DISPLACED;

        /**
         * @param price {@code null} when nothing was bought
         * @param counterfactual {@code null} when nothing would have been bought
         * @throws InvalidEventException when both are {@code null}
         */
        public static <P extends Comparable<P>> Effect of(P price, P counterfactual) {
            if (price == null && counterfactual == null) {
                throw new InvalidEventException("total_price", "is missing in both worlds: nothing was bought");
            }
            if (price == null) {
                return DISPLACED;
            }
            if (counterfactual == null) {
                return INDUCED;
            }
            int order = price.compareTo(counterfactual);
            return order == 0 ? NONE : order < 0 ? DILUTED : DEARER;
        }
    }
}
