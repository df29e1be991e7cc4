package io.loadstream.domain.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The difference between the arms' means with a 95 % interval by the studentised bootstrap over flights: each resample draws
 * whole flights with replacement, within its arm, and its difference is measured in its own standard errors. Unlike the plain
 * percentile interval it does not come out too narrow in small or skewed arms. In large arms it is the normal interval, which is
 * told at once.
 */
public final class DifferenceInMeans {

    /** Resamples that give the ends of a 95 % interval to within about 2 % of its width. */
    public static final int RESAMPLES = 2000;

    /** Flights in each arm from which on the interval is the normal one: resamples would cost much and tell the same. */
    public static final int LARGE = 500;

    private static final double TAIL = 0.025;

    /** Share of the sample's squared error that rounding may leave of one that is 0. */
    private static final double NEGLIGIBLE = 1e-12;

    private DifferenceInMeans() {}

    /**
     * @param observations at least two flights in each arm
     * @param seed of the bootstrap: the same seed gives the same interval
     */
    public static Effect of(List<Observation> observations, long seed) {
        return of(observations, seed, RESAMPLES);
    }

    /**
     * @param resamples at least 100
     */
    public static Effect of(List<Observation> observations, long seed, int resamples) {
        if (resamples < 100) {
            throw new IllegalArgumentException("resamples must be at least 100: " + resamples);
        }
        Arms arms = Arms.of(observations);
        double difference = arms.difference();
        double error = arms.standardError();
        double baseline = Sample.mean(arms.holdout());
        if (Math.min(arms.treated().length, arms.holdout().length) >= LARGE) {
            return Effect.normal(arms.treated().length, arms.holdout().length, difference, error, baseline);
        }
        double[] deviations = deviations(arms, new SplittableRandom(seed), resamples);
        return new Effect(
                arms.treated().length,
                arms.holdout().length,
                difference,
                difference - Sample.quantile(deviations, 1 - TAIL) * error,
                difference - Sample.quantile(deviations, TAIL) * error,
                error,
                baseline);
    }

    /** The estimate alone. */
    public static double difference(List<Observation> observations) {
        return Arms.of(observations).difference();
    }

    /** Of each resample, how many of its own standard errors it lies above the sample; sorted. */
    private static double[] deviations(Arms arms, SplittableRandom random, int resamples) {
        Resample treated = new Resample(arms.treated());
        Resample holdout = new Resample(arms.holdout());
        double negligible = NEGLIGIBLE * arms.standardError() * arms.standardError();
        double[] deviations = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            treated.draw(random);
            holdout.draw(random);
            double squaredError = treated.squaredError + holdout.squaredError;
            deviations[i] = squaredError <= negligible ? 0 : (treated.mean - holdout.mean) / Math.sqrt(squaredError);
        }
        Arrays.sort(deviations);
        return deviations;
    }

    /** Whole flights of one arm, drawn with replacement. */
    private static final class Resample {

        private final double[] deviations;
        private double mean;
        private double squaredError;

        Resample(double[] arm) {
            double ofArm = Sample.mean(arm);
            this.deviations = Arrays.stream(arm).map(value -> value - ofArm).toArray();
        }

        /** Finds by how much the mean lies above the arm's, and the square of its standard error, in one pass. */
        void draw(SplittableRandom random) {
            int flights = deviations.length;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < flights; i++) {
                double deviation = deviations[random.nextInt(flights)];
                sum += deviation;
                squares += deviation * deviation;
            }
            mean = sum / flights;
            squaredError = Math.max(0, squares - sum * mean) / (flights - 1) / flights;
        }
    }
}
