package io.loadstream.domain.flight;

/**
 * How fast a flight sells, in seats a day: each sale weighs half as much after {@link #HALF_LIFE_DAYS}. The weights
 * depend on event times alone, so the order in which events arrive does not matter, and a flight that sells {@code n}
 * seats every day settles at {@code n}.
 */
final class Velocity {

    static final double HALF_LIFE_DAYS = 1;

    private static final double DECAY_PER_DAY = StrictMath.log(2) / HALF_LIFE_DAYS;

    private Velocity() {}

    /** What {@code velocity} has become {@code micros} later. The strict exponential is the same on every machine. */
    static double decayed(double velocity, long micros) {
        return micros == 0 || velocity == 0
                ? velocity
                : velocity * StrictMath.exp(-DECAY_PER_DAY * micros / Micros.PER_DAY);
    }

    /** What a sale of {@code seats} adds at its own time. */
    static double of(int seats) {
        return seats * DECAY_PER_DAY;
    }
}
