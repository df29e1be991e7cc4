package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.util.Set;

/**
 * One step of a cabin's fare ladder.
 *
 * @param bucket booking class (RBD), unique over all cabins
 * @param multiple price as a multiple of the route's base fare, positive, at most 1000
 * @param advance it is sold up to this long before departure; not negative
 * @param limit share of the cabin that this and all cheaper classes together may sell (nesting); above 0
 */
public record FareClass(String bucket, double multiple, Duration advance, double limit) {

    public FareClass {
        Require.text("bucket", bucket);
        Require.positive("multiple", multiple);
        Require.that(multiple <= 1000, "multiple", "must be at most 1000: " + multiple);
        Require.that(!advance.isNegative(), "advance", "must not be negative: " + advance);
        Require.that(limit > 0 && limit <= 1.5, "limit", "must be above 0, at most 1.5: " + limit);
    }

    /** Refuses a bucket that was seen in any cabin. */
    FareClass requireUnseen(Set<String> buckets) {
        Require.that(buckets.add(bucket), "bucket", "must be unique over all cabins: " + bucket);
        return this;
    }
}
