package io.loadstream.domain.event;

import java.util.List;

/**
 * Why the engine decided as it did: enough to check the decision without any other system.
 *
 * @param decisionId the same for the same input, in every run
 * @param policyRevision content hash of the policy in force
 * @param inputs what the policy saw
 * @param considered every rule of the policy, in its order, with what became of it
 * @param arm which arm of the experiment the flight is in
 * @param causedBy the record that made the engine look; {@code null} when time alone did
 * @param traceId W3C trace id of that record; {@code null} when it was not traced
 */
public record Explanation(
        String decisionId,
        String policyRevision,
        Inputs inputs,
        List<Consideration> considered,
        Arm arm,
        Cause causedBy,
        String traceId) {

    public Explanation {
        Ids.check("decision_id", decisionId);
        Check.text("policy_revision", policyRevision);
        Check.present("inputs", inputs);
        considered = List.copyOf(Check.present("considered", considered));
        Check.present("arm", arm);
        if (traceId != null) {
            Ids.check("trace_id", traceId);
        }
    }

    /** The arm of a flight in the experiment: assigned once, by a stable hash of its id. */
    public enum Arm {
        /** Promotions are offered. */
        TREATED,
        /** Promotions are decided but withheld, so that there is something to compare with. */
        HOLDOUT
    }

    /**
     * The figures a policy decides on.
     *
     * @param loadFactor as published: three decimals
     * @param minutesToDeparture whole minutes, floor, never negative
     * @param bookingVelocityPerDay seats a day; {@code null} when unknown
     */
    public record Inputs(
            int bookedSeats, int totalSeats, double loadFactor, long minutesToDeparture, Double bookingVelocityPerDay) {

        public Inputs {
            Check.notNegative("booked_seats", bookedSeats);
            Check.positive("total_seats", totalSeats);
            loadFactor = Check.notNegative("load_factor", loadFactor);
            Check.notNegative("minutes_to_departure", minutesToDeparture);
            if (bookingVelocityPerDay != null) {
                bookingVelocityPerDay = Check.notNegative("booking_velocity_per_day", bookingVelocityPerDay);
            }
        }
    }

    /**
     * One rule and what became of it.
     *
     * @param rule its name in the policy
     * @param fired whether its conditions held
     * @param reason its conditions beside the inputs, for a person to read
     */
    public record Consideration(String rule, boolean fired, String reason) {

        public Consideration {
            Check.text("rule", rule);
            Check.text("reason", reason);
        }
    }

    /** A record on the broker. */
    public record Cause(String topic, int partition, long offset) {

        public Cause {
            Check.text("topic", topic);
            Check.notNegative("partition", partition);
            Check.notNegative("offset", offset);
        }
    }
}
