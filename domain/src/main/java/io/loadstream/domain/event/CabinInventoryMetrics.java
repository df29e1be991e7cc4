package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The engine's view of a flight right after one booking event.
 *
 * @param bookedSeats seats sold and not cancelled, not negative
 * @param totalSeats positive
 * @param loadFactor booked over total seats, rounded half up to three decimals; above 1 when overbooked
 * @param minutesToDeparture whole minutes, floor, never negative
 * @param bookingVelocityPerDay seats a day, exponentially weighted in event time; {@code null} when unknown
 * @param revenue of all bookings that stand; {@code null} when unknown or in several currencies
 * @param currency of {@code revenue}; {@code null} when that is
 */
public record CabinInventoryMetrics(
        Instant eventTime,
        String flightId,
        int bookedSeats,
        int totalSeats,
        double loadFactor,
        long minutesToDeparture,
        Double bookingVelocityPerDay,
        BigDecimal revenue,
        String currency)
        implements Event {

    public CabinInventoryMetrics {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.notNegative("booked_seats", bookedSeats);
        Check.positive("total_seats", totalSeats);
        loadFactor = Check.notNegative("load_factor", loadFactor);
        Check.notNegative("minutes_to_departure", minutesToDeparture);
        if (bookingVelocityPerDay != null) {
            bookingVelocityPerDay = Check.notNegative("booking_velocity_per_day", bookingVelocityPerDay);
        }
        if (revenue == null) {
            currency = null;
        } else {
            revenue = Check.money("revenue", revenue);
            Check.currency("currency", currency);
        }
    }

    @Override
    public Topic topic() {
        return Topic.INVENTORY_METRICS;
    }
}
