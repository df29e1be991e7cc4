package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Seats sold: one per passenger.
 *
 * @param bookingId unique for ever
 * @param channel where it was sold, such as {@code WEB}
 * @param fareBucket booking class (RBD), such as {@code K}
 * @param currency ISO 4217
 * @param totalPrice what all passengers pay together, not negative, at most four decimals
 * @param passengers at least one, each with an id of its own
 * @param promotionId the {@code decision_id} of the offer that was used; {@code null} when none was
 */
public record BookingCreated(
        Instant eventTime,
        String flightId,
        String bookingId,
        String channel,
        String fareBucket,
        String currency,
        BigDecimal totalPrice,
        List<Passenger> passengers,
        String promotionId)
        implements BookingEvent {

    public BookingCreated {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Ids.check("booking_id", bookingId);
        Check.text("channel", channel);
        Check.text("fare_bucket", fareBucket);
        Check.currency("currency", currency);
        totalPrice = Check.money("total_price", totalPrice);
        passengers = Check.notEmpty("passengers", passengers);
        Check.distinct("passengers.passenger_id", passengers, Passenger::passengerId);
        if (promotionId != null) {
            Ids.check("promotion_id", promotionId);
        }
    }

    /** How many seats it takes. */
    public int seats() {
        return passengers.size();
    }

    /**
     * @param passengerId unique within the booking
     * @param seatId such as {@code 13D}; not unique on a flight in the predecessor's recordings
     */
    public record Passenger(String passengerId, String seatId, String cabinCode) {

        public Passenger {
            Ids.check("passenger_id", passengerId);
            Check.text("seat_id", seatId);
            Check.text("cabin_code", cabinCode);
        }
    }
}
