package io.loadstream.local.bench;

import java.util.Arrays;

/** The least, the middle and the largest of several measurements of one thing. */
public record Spread(double min, double median, double max) {

    /**
     * @param values at least one
     * @throws IllegalArgumentException when there is none
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a spread needs at least one value");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
