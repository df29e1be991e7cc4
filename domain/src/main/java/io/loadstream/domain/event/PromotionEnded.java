package io.loadstream.domain.event;

import java.time.Instant;

/**
 * An offer is no longer in force.
 *
 * @param decisionId of the {@link PromotionTriggered} that it ends
 * @param reason why it ended
 */
public record PromotionEnded(Instant eventTime, String flightId, String decisionId, Reason reason)
        implements PromotionEvent {

    public PromotionEnded {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Ids.check("decision_id", decisionId);
        Check.present("reason", reason);
    }

    public enum Reason {
        /** Its validity ran out. */
        EXPIRED,
        /** The flight sells well enough again. */
        RECOVERED,
        /** A better offer took its place. */
        SUPERSEDED,
        /** The flight left. */
        DEPARTED,
        /** The flight was cancelled. */
        CANCELLED
    }
}
