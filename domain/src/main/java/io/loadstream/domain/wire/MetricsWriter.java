package io.loadstream.domain.wire;

import io.loadstream.domain.event.CabinInventoryMetrics;
import java.nio.charset.StandardCharsets;

/**
 * Writes metrics straight from a flight's figures: the bytes that {@link EventWriter} writes of a
 * {@link CabinInventoryMetrics}, without making one. There is one for each booking, most of what the engine writes.
 *
 * <p>Keeps a buffer from one to the next, so each thread needs its own.
 */
public final class MetricsWriter {

    /** Decimals of the revenue as it is given. */
    private static final int REVENUE_SCALE = 4;

    private static final byte[] EVENT_TIME = ascii("{\"event_type\":\"CabinInventoryMetrics\",\"event_time\":\"");
    private static final byte[] FLIGHT_ID = ascii("\",\"flight_id\":");
    private static final byte[] BOOKED_SEATS = ascii(",\"booked_seats\":");
    private static final byte[] TOTAL_SEATS = ascii(",\"total_seats\":");
    private static final byte[] LOAD_FACTOR = ascii(",\"load_factor\":");
    private static final byte[] MINUTES_TO_DEPARTURE = ascii(",\"minutes_to_departure\":");
    private static final byte[] BOOKING_VELOCITY = ascii(",\"booking_velocity_per_day\":");
    private static final byte[] REVENUE = ascii(",\"revenue\":");
    private static final byte[] CURRENCY = ascii(",\"currency\":");
    private static final byte[] END = ascii("}");

    private final JsonBytes out = new JsonBytes();

    /**
     * The JSON in UTF-8; the figures are those of {@link CabinInventoryMetrics}, none negative.
     *
     * @param eventTime microseconds since 1970 UTC
     * @param flightId in UTF-8
     * @param revenue in ten-thousandths
     * @param currency {@code null} leaves the revenue out, too
     */
    public byte[] write(
            long eventTime,
            byte[] flightId,
            int bookedSeats,
            int totalSeats,
            double loadFactor,
            long minutesToDeparture,
            double bookingVelocityPerDay,
            long revenue,
            String currency) {
        out.clear().raw(EVENT_TIME).time(eventTime);
        out.raw(FLIGHT_ID).text(flightId);
        out.raw(BOOKED_SEATS).number(bookedSeats);
        out.raw(TOTAL_SEATS).number(totalSeats);
        out.raw(LOAD_FACTOR).number(loadFactor);
        out.raw(MINUTES_TO_DEPARTURE).number(minutesToDeparture);
        out.raw(BOOKING_VELOCITY).number(bookingVelocityPerDay);
        if (currency != null) {
            out.raw(REVENUE).decimal(revenue, REVENUE_SCALE);
            out.raw(CURRENCY).text(currency);
        }
        return out.raw(END).toBytes();
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
