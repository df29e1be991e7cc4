package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * How one flight left, and how it would have left without promotions; told at its departure; or at its
 * cancellation, when nobody leaves in either world.
 *
 * @param totalSeats positive
 * @param offers promotions that its customers could see; none that were over before they reached them
 * @param bookedSeats seats sold and not cancelled, not negative
 * @param boardedSeats of those, the ones whose passengers came
 * @param revenue of the bookings that stand
 * @param counterfactualBookedSeats the same without promotions
 * @param counterfactualBoardedSeats the same without promotions
 * @param counterfactualRevenue the same without promotions
 * @param currency ISO 4217
 * @param spilledSeats seats asked for by customers who would have paid the lowest fare on sale, when their cabin had not
 *     that many left; {@code null} when they were not counted
 * @param counterfactualSpilledSeats the same without promotions
 */
public record FlightTruth(
        Instant eventTime,
        String flightId,
        int totalSeats,
        int offers,
        int bookedSeats,
        int boardedSeats,
        BigDecimal revenue,
        int counterfactualBookedSeats,
        int counterfactualBoardedSeats,
        BigDecimal counterfactualRevenue,
        String currency,
        Integer spilledSeats,
        Integer counterfactualSpilledSeats)
        implements TruthEvent {

    public FlightTruth {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.positive("total_seats", totalSeats);
        Check.notNegative("offers", offers);
        Check.notNegative("booked_seats", bookedSeats);
        Check.notNegative("boarded_seats", boardedSeats);
        revenue = Check.money("revenue", revenue);
        Check.notNegative("counterfactual_booked_seats", counterfactualBookedSeats);
        Check.notNegative("counterfactual_boarded_seats", counterfactualBoardedSeats);
        counterfactualRevenue = Check.money("counterfactual_revenue", counterfactualRevenue);
        Check.currency("currency", currency);
        if (spilledSeats != null) {
            Check.notNegative("spilled_seats", spilledSeats);
        }
        if (counterfactualSpilledSeats != null) {
            Check.notNegative("counterfactual_spilled_seats", counterfactualSpilledSeats);
        }
    }
}
