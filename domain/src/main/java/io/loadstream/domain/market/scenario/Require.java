package io.loadstream.domain.market.scenario;

import java.time.Duration;
import java.util.Collection;

/** The rules that several parts of a scenario share; each names its field by its key. */
final class Require {

    /** What names a thing goes into each event about it. */
    private static final int MAX_TEXT = 64;

    private Require() {}

    static void that(boolean holds, String field, String rule) {
        if (!holds) {
            throw new InvalidScenarioException(field, rule);
        }
    }

    static int positive(String field, int value) {
        that(value > 0, field, "must be positive: " + value);
        return value;
    }

    static double positive(String field, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, field, "must be positive: " + value);
        return value;
    }

    static Duration positive(String field, Duration value) {
        that(!value.isNegative() && !value.isZero(), field, "must be positive: " + value);
        return value;
    }

    static double notNegative(String field, double value) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, field, "must not be negative: " + value);
        return value;
    }

    /** From 0 to 1. */
    static double share(String field, double value) {
        that(value >= 0 && value <= 1, field, "must lie between 0 and 1: " + value);
        return value;
    }

    static String text(String field, String value) {
        that(value != null && !value.isBlank(), field, "must not be blank");
        that(value.chars().noneMatch(Character::isISOControl), field, "must not hold control characters");
        that(value.length() <= MAX_TEXT, field, "must have at most " + MAX_TEXT + " characters: " + value.length());
        return value;
    }

    static <T extends Collection<?>> T notEmpty(String field, T values) {
        that(!values.isEmpty(), field, "must not be empty");
        return values;
    }
}
