package io.loadstream.domain.policy;

import io.loadstream.domain.event.InvalidEventException;

/**
 * One band of a policy: when a flight is this near to its departure and this empty, it gets this discount.
 *
 * @param name unique in its policy
 * @param minutesBelow holds while fewer whole minutes than these remain; positive
 * @param minutesFrom and at least these; 0 for up to the departure
 * @param loadFactorBelow holds while the published load factor is below it; above 0, at most 2
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

    public Rule {
        if (name == null || name.isBlank()) {
            throw new InvalidEventException("name", "of a rule must not be blank");
        }
        if (minutesBelow <= 0) {
            throw new InvalidEventException("before", "must be positive: " + minutesBelow + " min");
        }
        if (minutesFrom < 0 || minutesFrom >= minutesBelow) {
            throw new InvalidEventException(
                    "until", "must be from 0 to before " + minutesBelow + " min: " + minutesFrom + " min");
        }
        if (!(loadFactorBelow > 0 && loadFactorBelow <= 2)) {
            throw new InvalidEventException("load_factor_below", "must be above 0, at most 2: " + loadFactorBelow);
        }
        positiveOrAbsent("velocity_below", velocityBelow);
        positiveOrAbsent("expected_load_factor_below", expectedLoadFactorBelow);
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

    private static void positiveOrAbsent(String field, Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidEventException(field, "must be positive: " + value);
        }
    }
}
