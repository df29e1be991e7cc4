package io.loadstream.domain.wire;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;

/** Reads the records of one topic, bookings by the faster reader as far as that can. For one thread. */
public final class TopicReader {

    private final BookingReader bookings;

    /** @param bookings may serve all topics that a thread reads */
    public TopicReader(Topic topic, BookingReader bookings) {
        this.bookings = topic == Topic.BOOKINGS ? bookings : null;
    }

    /**
     * The event, which may turn out to be one of another topic.
     *
     * @throws InvalidEventException when it breaks the contract
     */
    public Event read(byte[] bytes, int offset, int length) {
        Event booking = bookings == null ? null : bookings.read(bytes, offset, length);
        return booking == null ? EventReader.read(bytes, offset, length) : booking;
    }
}
