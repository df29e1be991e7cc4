package io.loadstream.domain.evaluation;

import java.util.List;

/**
 * The outcomes of both arms.
 *
 * @param treated at least two
 * @param holdout at least two
 */
record Arms(double[] treated, double[] holdout) {

    static final int FEWEST = 2;

    Arms {
        if (treated.length < FEWEST || holdout.length < FEWEST) {
            throw new IllegalArgumentException("each arm needs at least " + FEWEST + " flights: " + treated.length
                    + " treated, " + holdout.length + " held out");
        }
    }

    static Arms of(List<Observation> observations) {
        return new Arms(outcomes(observations, true), outcomes(observations, false));
    }

    private static double[] outcomes(List<Observation> observations, boolean treated) {
        return observations.stream()
                .filter(observation -> observation.treated() == treated)
                .mapToDouble(Observation::outcome)
                .toArray();
    }

    double difference() {
        return Sample.mean(treated) - Sample.mean(holdout);
    }

    /** Welch's: the arms may vary differently. */
    double standardError() {
        return Math.sqrt(Sample.variance(treated) / treated.length + Sample.variance(holdout) / holdout.length);
    }
}
