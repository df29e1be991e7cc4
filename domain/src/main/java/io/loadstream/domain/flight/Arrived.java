package io.loadstream.domain.flight;

import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.event.Explanation.Cause;

/** A booking that waits for its flight's schedule, with the record that brought it. */
public record Arrived(BookingEvent event, Cause cause, String traceId) {}
