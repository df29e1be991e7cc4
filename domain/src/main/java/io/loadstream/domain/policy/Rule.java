package io.loadstream.domain.policy;

import io.loadstream.domain.event.Check;
import io.loadstream.domain.event.InvalidEventException;

/**
 * One band of a policy: when a flight is this near to its departure and this empty, it gets this discount.
 *
 * @param name unique in its policy, at most 128 characters
 * @param minutesBelow holds while fewer whole minutes than these remain; positive
 * @param minutesFrom and at least these; 0 for up to the departure
 * @param loadFactorBelow holds while the published load factor is below it; at least 0.001, at most 2
 * @param velocityBelow seats a day; {@code null} for any
 * @param expectedLoadFactorBelow load factor at departure if the flight goes on selling at its velocity; {@code null}
 *     for any
 * @param discount percentage, above 0, at most 100
 * @param target what it applies to
 */
public record Rule(
        String name,
        long minutesBelow,
        long minutesFrom,
        double loadFactorBelow,
        Double velocityBelow,
        Double expectedLoadFactorBelow,
        double discount,
        Target target) {

    private static final double LEAST = 0.001;
    private static final double MOST = 1_000_000;

    public Rule {
        Check.name("name", name);
        if (minutesBelow <= 0) {
            throw new InvalidEventException("before", "must be positive: " + minutesBelow + " min");
        }
        if (minutesFrom < 0 || minutesFrom >= minutesBelow) {
            throw new InvalidEventException(
                    "until", "must be from 0 to before " + minutesBelow + " min: " + minutesFrom + " min");
        }
        if (!(loadFactorBelow >= LEAST && loadFactorBelow <= 2)) {
            throw new InvalidEventException(
                    "load_factor_below", "must be at least 0.001, at most 2: " + loadFactorBelow);
        }
        inReasonOrAbsent("velocity_below", velocityBelow);
        inReasonOrAbsent("expected_load_factor_below", expectedLoadFactorBelow);
        if (!(discount > 0 && discount <= 100)) {
            throw new InvalidEventException("discount", "must be above 0, at most 100: " + discount);
        }
        if (target == null) {
            throw new InvalidEventException("target", "is missing");
        }
    }

    boolean isInBand(long minutes) {
        return minutes < minutesBelow && minutes >= minutesFrom;
    }

    /** Whether it asks how fast the flight sells. */
    boolean forecasts() {
        return velocityBelow != null || expectedLoadFactorBelow != null;
    }

    boolean holds(double loadFactor, long minutes, double velocity, double expectedLoadFactor) {
        return isInBand(minutes)
                && loadFactor < loadFactorBelow
                && (velocityBelow == null || velocity < velocityBelow)
                && (expectedLoadFactorBelow == null || expectedLoadFactor < expectedLoadFactorBelow);
    }

    /** What is compared has three decimals; and a number of hundreds of digits would be in every decision's reasons. */
    private static void inReasonOrAbsent(String field, Double value) {
        if (value != null && !(value >= LEAST && value <= MOST)) {
            throw new InvalidEventException(field, "must be at least 0.001, at most 1,000,000: " + value);
        }
    }
}
