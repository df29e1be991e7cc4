package io.loadstream.domain.event;

/** A booking made or taken back. */
public sealed interface BookingEvent extends InputEvent permits BookingCreated, BookingCancelled {

    /** Unique for ever: a second event with the same id and type is a duplicate. */
    String bookingId();

    @Override
    default Topic topic() {
        return Topic.BOOKINGS;
    }
}
