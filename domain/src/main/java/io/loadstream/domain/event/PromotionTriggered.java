package io.loadstream.domain.event;

import java.time.Instant;

/**
 * An offer is made.
 *
 * @param decisionSource who decided, such as {@code decision-engine}
 * @param currentLoadFactor booked over total seats, three decimals
 * @param minutesToDeparture whole minutes, floor, never negative
 * @param targetFareBucket booking class that the discount applies to
 * @param discountPercentage above 0, at most 100
 * @param rule the rule of the policy that fired; {@code null} in the predecessor's recordings
 * @param validUntil the offer holds until then; {@code null} when it has no end of its own
 * @param explanation {@code null} in the predecessor's recordings, never in ours
 */
public record PromotionTriggered(
        Instant eventTime,
        String flightId,
        String decisionSource,
        double currentLoadFactor,
        long minutesToDeparture,
        String targetFareBucket,
        double discountPercentage,
        String rule,
        Instant validUntil,
        Explanation explanation)
        implements PromotionEvent {

    public PromotionTriggered {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.text("decision_source", decisionSource);
        currentLoadFactor = Check.notNegative("current_load_factor", currentLoadFactor);
        Check.notNegative("minutes_to_departure", minutesToDeparture);
        Check.text("target_fare_bucket", targetFareBucket);
        if (!(discountPercentage > 0 && discountPercentage <= 100)) {
            throw new InvalidEventException(
                    "discount_percentage", "must be above 0 and at most 100: " + discountPercentage);
        }
        if (rule != null) {
            Check.text("rule", rule);
        }
        if (validUntil != null) {
            validUntil = Check.time("valid_until", validUntil);
        }
    }
}
