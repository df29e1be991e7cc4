package io.loadstream.domain.market;

/**
 * Chance as a function: a key and the number of a draw give a figure, in any order and as often as asked. The mixing
 * function is SplitMix64's finaliser (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014);
 * all else is plain arithmetic and
 * {@link StrictMath}, so that all machines agree to the last bit.
 */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final double UNIT = 0x1.0p-53;

    private Draws() {}

    /** The key of what is numbered {@code number} beneath {@code key}. */
    static long key(long key, long number) {
        long z = key + (number + 1) * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The key of what is named so beneath {@code key}. */
    static long key(long key, String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return key(key, hash);
    }

    /** Above 0, below 1. */
    static double uniform(long key, long number) {
        return ((key(key, number) >>> 11) + 0.5) * UNIT;
    }

    /** Exponential with mean 1. */
    static double exponential(long key, long number) {
        return -Logarithm.of(uniform(key, number));
    }

    /**
     * A factor with mean 1 and the given coefficient of variation, log-normal.
     *
     * @param variation not negative
     */
    static double factor(long key, long number, double variation) {
        if (variation == 0) {
            return 1;
        }
        double variance = StrictMath.log1p(variation * variation);
        double normal = Normal.quantile(uniform(key, number));
        return StrictMath.exp(Math.sqrt(variance) * normal - variance / 2);
    }
}
