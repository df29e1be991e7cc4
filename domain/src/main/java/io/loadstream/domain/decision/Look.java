package io.loadstream.domain.decision;

import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.event.Explanation.Cause;
import io.loadstream.domain.event.InputEvent;

/** Why the engine looks at a flight: a record that came, or time alone. One object is used again and again. */
final class Look {

    private static final String TIME = "time";

    private InputEvent event;
    private String topic;
    private int partition;
    private long offset;
    private String traceId;

    Look by(InputEvent causing, String fromTopic, int fromPartition, long atOffset, String trace) {
        event = causing;
        topic = fromTopic;
        partition = fromPartition;
        offset = atOffset;
        traceId = trace;
        return this;
    }

    Look byTime() {
        event = null;
        traceId = null;
        return this;
    }

    InputEvent event() {
        return event;
    }

    /** {@code null} when time alone did. */
    Cause cause() {
        return event == null ? null : new Cause(topic, partition, offset);
    }

    String traceId() {
        return traceId;
    }

    /** What tells it from every other look at the same flight and moment. */
    String identity() {
        if (event == null) {
            return TIME;
        }
        String type = event.getClass().getSimpleName();
        return event instanceof BookingEvent booking ? type + ' ' + booking.bookingId() : type;
    }
}
