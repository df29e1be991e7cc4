package io.loadstream.domain.policy;

import io.loadstream.domain.policy.PolicyTerms.Cadence;
import java.time.Duration;
import java.util.List;

/** Policies for tests. */
public final class Policies {

    private Policies() {}

    public static Policy iteration1() {
        return new Policy(new PolicyTerms(
                "iteration-1",
                Cadence.EVERY_BOOKING,
                List.of(
                        new Rule("last-90-minutes", 90, 0, 0.70, null, null, 10, new Target.Named("K")),
                        new Rule("last-45-minutes", 45, 0, 0.80, null, null, 25, new Target.Named("K"))),
                Duration.ZERO,
                null,
                0,
                Integer.MAX_VALUE,
                0,
                ""));
    }

    /** Two bands in days, each offer for three days, a week between two, recovery at 0.05 above. */
    public static Policy inDays() {
        return inDays(0, new Target.Named("K"));
    }

    public static Policy inDays(double holdoutShare, Target target) {
        return new Policy(new PolicyTerms(
                "in-days",
                Cadence.WHILE_IN_FORCE,
                List.of(
                        new Rule("28-days", 28 * 1440, 0, 0.30, null, null, 5, target),
                        new Rule("7-days", 7 * 1440, 0, 0.50, null, null, 15, target)),
                Duration.ofDays(7),
                Duration.ofDays(3),
                0.05,
                3,
                holdoutShare,
                "salt"));
    }
}
