package io.loadstream.domain.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where nothing was held out: each promoted flight beside the flights without offers that stood at the nearest covariate at
 * the same point of their booking curve. Weaker than an experiment: flights are promoted because they sell badly, and what
 * made them sell badly may be more than the covariate tells.
 */
public final class MatchedComparison {

    private MatchedComparison() {}

    /**
     * The promoted flights beside one averaged partner each, to be compared by {@link DifferenceInMeans}.
     *
     * @param observations {@code treated} are the promoted ones
     * @param partners how many flights each is matched with, positive; with fewer at hand, all of them
     */
    public static List<Observation> matched(List<Observation> observations, int partners) {
        if (partners < 1) {
            throw new IllegalArgumentException("partners must be positive: " + partners);
        }
        List<Observation> others = observations.stream()
                .filter(observation -> !observation.treated())
                .toList();
        List<Observation> pairs = new ArrayList<>();
        for (Observation promoted : observations) {
            if (promoted.treated() && !others.isEmpty()) {
                pairs.add(promoted);
                pairs.add(partner(promoted, others, partners));
            }
        }
        return pairs;
    }

    private static Observation partner(Observation promoted, List<Observation> others, int partners) {
        List<Observation> nearest = others.stream()
                .sorted(Comparator.comparingDouble(
                        (Observation other) -> Math.abs(other.covariate() - promoted.covariate())))
                .limit(partners)
                .toList();
        double outcome =
                nearest.stream().mapToDouble(Observation::outcome).average().orElseThrow();
        double covariate =
                nearest.stream().mapToDouble(Observation::covariate).average().orElseThrow();
        return new Observation(false, outcome, covariate);
    }
}
