package io.loadstream.domain.event;

import java.time.Instant;

/** The flight will not operate: its promotions end. */
public record FlightCancelled(Instant eventTime, String flightId) implements LifecycleEvent {

    public FlightCancelled {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
    }
}
