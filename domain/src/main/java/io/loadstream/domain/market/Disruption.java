package io.loadstream.domain.market;

import java.util.ArrayList;
import java.util.List;

/** What befalls one flight before it leaves, and the bookings that it then has. */
final class Disruption {

    /** When it is told, microseconds. */
    final long at;

    /** Microseconds by which the flight leaves later; 0 when it is cancelled. */
    final long delay;

    private final List<Cancellation> sold = new ArrayList<>();

    Disruption(long at, long delay) {
        this.at = at;
        this.delay = delay;
    }

    boolean cancels() {
        return delay == 0;
    }

    /** @param booking with the time at which it is taken back anyway; {@link Long#MAX_VALUE} for never */
    void sold(Cancellation booking) {
        sold.add(booking);
    }

    /** What was sold in either world and not taken back until it is told. */
    List<Cancellation> standing() {
        return sold.stream().filter(booking -> booking.at() >= at).toList();
    }
}
