package io.loadstream.domain.event;

import java.time.Instant;

/** The flight has left: nothing is sold or decided for it any more. */
public record FlightDeparted(Instant eventTime, String flightId) implements LifecycleEvent {

    public FlightDeparted {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
    }
}
