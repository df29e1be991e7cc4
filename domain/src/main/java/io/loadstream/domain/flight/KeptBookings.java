package io.loadstream.domain.flight;

import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.wire.EventWriter;
import java.util.ArrayList;
import java.util.List;

/** Bookings that wait for their flight's schedule, as many as fit into one record of state. */
final class KeptBookings {

    static final int MAX = 1_000;

    /** Of their events as they are written. With the largest inventory they stay below the 1 MiB that brokers take. */
    static final int MAX_BYTES = 600_000;

    private final List<Arrived> arrived = new ArrayList<>(2);
    private int bytes;

    /** Which limit keeps the booking out; {@code null} for none. */
    static Limit exceeded(KeptBookings kept, BookingEvent booking) {
        if (kept != null && kept.arrived.size() >= MAX) {
            return Limit.KEPT;
        }
        return bytesOf(booking) > MAX_BYTES - (kept == null ? 0 : kept.bytes) ? Limit.KEPT_BYTES : null;
    }

    void add(Arrived booking) {
        arrived.add(booking);
        bytes += bytesOf(booking.event());
    }

    List<Arrived> all() {
        return arrived;
    }

    private static int bytesOf(BookingEvent booking) {
        return new EventWriter().write(booking).length;
    }
}
