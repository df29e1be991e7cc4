package io.loadstream.domain.flight;

/**
 * How fast a flight sells, in seats a day: each sale weighs half as much after {@link #HALF_LIFE_DAYS}. The weights
 * depend on event times alone, so the order in which events arrive does not matter, and a flight that sells {@code n}
 * seats every day settles at {@code n}.
 */
final class Velocity {

    static final int HALF_LIFE_DAYS = 1;

    private static final long HALF_LIFE = HALF_LIFE_DAYS * Micros.PER_DAY;
    private static final double LN_2 = StrictMath.log(2);
    private static final int STEP_COUNT = 1024;
    private static final long STEP = HALF_LIFE / STEP_COUNT;
    private static final double[] STEPS = new double[STEP_COUNT + 1];
    private static final int MAX_HALF_LIVES = 60;

    static {
        for (int i = 0; i < STEPS.length; i++) {
            STEPS[i] = StrictMath.pow(2, -(double) i * STEP / HALF_LIFE);
        }
    }

    private Velocity() {}

    /** What {@code velocity} has become {@code micros} later. */
    static double decayed(double velocity, long micros) {
        return micros == 0 || velocity == 0 ? velocity : velocity * halved(micros);
    }

    /**
     * Two to the power of minus {@code micros} half-lives, to eleven digits: a step from a table, then the rest by the
     * first terms of the series. Plain arithmetic gives the same on every machine, and this many times faster than
     * {@link StrictMath#exp}.
     */
    private static double halved(long micros) {
        long halfLives = micros / HALF_LIFE;
        if (halfLives > MAX_HALF_LIVES) {
            return 0;
        }
        long within = micros % HALF_LIFE;
        int step = (int) (within / STEP);
        double rest = LN_2 * (within % STEP) / HALF_LIFE;
        return STEPS[step] * (1 - rest + rest * rest / 2 - rest * rest * rest / 6) / (1L << halfLives);
    }

    /** What a sale of {@code seats} adds at its own time. */
    static double of(int seats) {
        return seats * LN_2 / HALF_LIFE_DAYS;
    }
}
