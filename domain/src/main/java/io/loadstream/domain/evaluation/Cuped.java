package io.loadstream.domain.evaluation;

import java.util.List;

/**
 * Controlled experiments using pre-experiment data (Deng, Xu, Kohavi and Walker, 2013): takes from each outcome what the
 * covariate foretold, which narrows the interval by the share of variance that it explains and does not move the estimate,
 * since the arm cannot have changed the covariate.
 */
public final class Cuped {

    private Cuped() {}

    /**
     * The same flights with adjusted outcomes: {@code outcome - theta * (covariate - mean covariate)}.
     */
    public static List<Observation> adjusted(List<Observation> observations) {
        double theta = theta(observations);
        double mean = observations.stream()
                .mapToDouble(Observation::covariate)
                .average()
                .orElse(0);
        return observations.stream()
                .map(observation -> new Observation(
                        observation.treated(),
                        observation.outcome() - theta * (observation.covariate() - mean),
                        observation.covariate()))
                .toList();
    }

    /**
     * The slope of the outcome on the covariate within the arms, pooled: a difference between the arms' means, which is the
     * effect that is looked for, does not bear on it. 0 when the covariate does not vary.
     */
    static double theta(List<Observation> observations) {
        double products = 0;
        double squares = 0;
        for (boolean treated : new boolean[] {true, false}) {
            List<Observation> arm = observations.stream()
                    .filter(observation -> observation.treated() == treated)
                    .toList();
            double outcome =
                    arm.stream().mapToDouble(Observation::outcome).average().orElse(0);
            double covariate =
                    arm.stream().mapToDouble(Observation::covariate).average().orElse(0);
            for (Observation observation : arm) {
                products += (observation.outcome() - outcome) * (observation.covariate() - covariate);
                squares += (observation.covariate() - covariate) * (observation.covariate() - covariate);
            }
        }
        return squares == 0 ? 0 : products / squares;
    }
}
