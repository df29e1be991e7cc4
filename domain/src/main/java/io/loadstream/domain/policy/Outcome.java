package io.loadstream.domain.policy;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;

/** What a policy chooses for a flight at one moment. */
public sealed interface Outcome {

    Outcome NOTHING = new Nothing();

    /** Everything stays as it is. */
    record Nothing() implements Outcome {}

    /**
     * An offer is made.
     *
     * @param rule number of the rule that fired
     * @param bucket that the discount applies to
     * @param supersedes whether it takes the place of the one in force
     */
    record Make(int rule, String bucket, boolean supersedes) implements Outcome {}

    /**
     * A rule fired, and for the first time since the last offer this is what kept it from making one.
     *
     * @param rule its number
     */
    record Suppress(int rule, PromotionSuppressed.Reason reason) implements Outcome {}

    /** The offer in force ends; look again for what comes next. */
    record End(PromotionEnded.Reason reason) implements Outcome {}
}
