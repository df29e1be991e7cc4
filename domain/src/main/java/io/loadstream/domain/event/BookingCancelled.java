package io.loadstream.domain.event;

import java.time.Instant;

/**
 * A booking is taken back: its seats are free again, its revenue is returned.
 *
 * @param bookingId of the {@link BookingCreated}
 * @param reason such as {@code CUSTOMER}, {@code SCHEDULE_CHANGE} or {@code FLIGHT_CANCELLED}
 */
public record BookingCancelled(Instant eventTime, String flightId, String bookingId, String reason)
        implements BookingEvent {

    public BookingCancelled {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Ids.check("booking_id", bookingId);
        Check.text("reason", reason);
    }
}
