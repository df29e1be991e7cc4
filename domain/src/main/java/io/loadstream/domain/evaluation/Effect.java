package io.loadstream.domain.evaluation;

/**
 * An estimated effect per flight, in units of the outcome.
 *
 * @param treated flights with offers
 * @param holdout flights that they are compared with
 * @param estimate mean of the treated less mean of the others
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param standardError of the estimate
 * @param baseline mean outcome of the flights that these are compared with
 */
public record Effect(
        int treated, int holdout, double estimate, double low, double high, double standardError, double baseline) {

    private static final double Z_LEVEL = 1.959964;
    private static final double Z_POWER = 0.841621;

    /** With the interval of the normal distribution: estimate and 1.96 standard errors to either side. */
    static Effect normal(int treated, int holdout, double estimate, double standardError, double baseline) {
        double half = Z_LEVEL * standardError;
        return new Effect(treated, holdout, estimate, estimate - half, estimate + half, standardError, baseline);
    }

    public double width() {
        return high - low;
    }

    public boolean covers(double truth) {
        return low <= truth && truth <= high;
    }

    /**
     * The smallest true effect that an experiment of this size finds four times out of five, at a two-sided level of 5 %:
     * (1.96 + 0.84) standard errors.
     */
    public double minimumDetectable() {
        return (Z_LEVEL + Z_POWER) * standardError;
    }

    /** How large an effect must be to matter, where it matters from {@code share} of the baseline on. */
    public double relevant(double share) {
        return share * Math.abs(baseline);
    }

    /**
     * Whether so few flights would often miss an effect that matters: no effect found does not mean that there is none, and
     * one that is found is likely to be overstated. Does not hang on the estimate: few flights give a large one by luck.
     */
    public boolean underpowered(double share) {
        return minimumDetectable() > relevant(share);
    }
}
