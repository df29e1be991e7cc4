package io.loadstream.domain.evaluation;

/**
 * One flight departure in the experiment.
 *
 * @param treated whether offers were made; {@code false} when they were withheld
 * @param outcome what is compared, such as revenue at departure
 * @param covariate what was known before the first decision, such as seats booked by then: the arm cannot have changed it
 */
public record Observation(boolean treated, double outcome, double covariate) {

    public Observation {
        if (!Double.isFinite(outcome) || !Double.isFinite(covariate)) {
            throw new IllegalArgumentException("outcome and covariate must be finite: " + outcome + ", " + covariate);
        }
    }
}
