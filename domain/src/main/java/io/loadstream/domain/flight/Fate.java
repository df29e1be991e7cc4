package io.loadstream.domain.flight;

/** What became of one input event. Every event has exactly one fate, and every fate is counted. */
public enum Fate {
    /** A flight is on sale. */
    SCHEDULED,
    /** A known flight has a new schedule or aircraft. */
    RESCHEDULED,
    /** Seats were sold. */
    COUNTED,
    /** Seats were sold, and more are sold now than the flight has. */
    OVERBOOKED,
    /** A booking was taken back. */
    RETURNED,
    /** What is for sale was noted. */
    NOTED,
    /** The flight left. */
    DEPARTED,
    /** The flight will not operate. */
    CANCELLED,

    /** The flight's schedule has not come yet: kept, and applied when it comes. */
    KEPT,
    /** Its booking has not come yet: remembered, so that the booking will not count. */
    CANCELLED_AHEAD,
    /** The booking was cancelled before it came: not counted. */
    ALREADY_CANCELLED,

    /** The same booking, or its cancellation, came before: nothing changes. */
    DUPLICATE,
    /** A newer event of its kind came before: nothing changes. */
    OUTDATED,
    /** The flight had left or was cancelled when it happened: nothing changes. */
    AFTER_CLOSE,
    /** It happened too long before the stream's time: nothing changes. */
    TOO_LATE,
    /** A stated limit of the flight is reached: nothing changes. */
    OVER_LIMIT;

    /** Whether the event says something that the state does not hold, so that it must be kept elsewhere. */
    public boolean refused() {
        return this == AFTER_CLOSE || this == TOO_LATE || this == OVER_LIMIT;
    }

    /** Whether the flight's bookings are other than before. */
    public boolean changesBookings() {
        return this == COUNTED || this == OVERBOOKED || this == RETURNED;
    }

    /** Whether the flight's state is other than before. */
    public boolean changesState() {
        return ordinal() <= ALREADY_CANCELLED.ordinal();
    }
}
