package io.loadstream.domain.market;

import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Policies that no revenue manager would write, to find customers whom a sensible one would miss. */
final class RandomPolicy {

    private static final List<Target> TARGETS = List.of(
            new Target.CheapestOpen(),
            new Target.CheapestOpen(),
            new Target.Named("K"),
            new Target.Named("H"),
            new Target.Named("Y"),
            new Target.Named("D"));

    private RandomPolicy() {}

    static Policy of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Rule> rules = new ArrayList<>();
        int bands = random.nextInt(1, 4);
        for (int i = 0; i < bands; i++) {
            long before = random.nextLong(3, 60) * 1440;
            rules.add(new Rule(
                    "rule-" + i,
                    before,
                    random.nextLong(0, before / 2),
                    random.nextDouble(0.4, 1.1),
                    null,
                    null,
                    random.nextInt(5, 61),
                    TARGETS.get(random.nextInt(TARGETS.size()))));
        }
        boolean often = random.nextInt(4) == 0;
        return new Policy(new PolicyTerms(
                "random-" + seed,
                often ? Cadence.EVERY_BOOKING : Cadence.WHILE_IN_FORCE,
                rules,
                often ? Duration.ZERO : Duration.ofHours(random.nextInt(0, 120)),
                Duration.ofHours(random.nextInt(6, 240)),
                often ? 0 : random.nextDouble(0.1),
                often ? 1_000 : random.nextInt(1, 9),
                random.nextDouble(0.3),
                "salt"));
    }
}
