package io.loadstream.domain.event;

import java.time.Instant;

/**
 * A rule fired but no offer was made. Told once for each cause and rule, not at every event.
 *
 * @param rule the rule that fired
 * @param reason why there is no offer
 */
public record PromotionSuppressed(
        Instant eventTime, String flightId, String rule, Reason reason, Explanation explanation)
        implements PromotionEvent {

    public PromotionSuppressed {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.text("rule", rule);
        Check.present("reason", reason);
        Check.present("explanation", explanation);
    }

    public enum Reason {
        /** The last offer ended too short a time ago. */
        COOLDOWN,
        /** The flight belongs to the comparison group. */
        HOLDOUT,
        /** There is nothing left to sell in the target bucket. */
        SOLD_OUT,
        /** An offer at least as good is in force. */
        ACTIVE,
        /** The flight has had as many offers as the policy allows. */
        LIMIT
    }
}
