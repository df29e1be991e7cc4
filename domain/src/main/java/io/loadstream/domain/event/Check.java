package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The rules that several events share; each names its field by its wire name. */
final class Check {

    /** Digits before and after the decimal point that money may have; the warehouse's columns hold as many. */
    private static final int MONEY_INTEGER_DIGITS = 14;

    private static final int MONEY_FRACTION_DIGITS = 4;

    private Check() {}

    static <T> T present(String field, T value) {
        if (value == null) {
            throw new InvalidEventException(field, "is missing");
        }
        return value;
    }

    static String text(String field, String value) {
        present(field, value);
        if (value.isBlank()) {
            throw new InvalidEventException(field, "must not be blank");
        }
        return value;
    }

    static Instant time(String field, Instant value) {
        present(field, value);
        return value.getNano() % 1000 == 0 ? value : value.truncatedTo(ChronoUnit.MICROS);
    }

    static int positive(String field, int value) {
        if (value <= 0) {
            throw new InvalidEventException(field, "must be positive: " + value);
        }
        return value;
    }

    static int notNegative(String field, int value) {
        if (value < 0) {
            throw new InvalidEventException(field, "must not be negative: " + value);
        }
        return value;
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new InvalidEventException(field, "must not be negative: " + value);
        }
        return value;
    }

    static double notNegative(String field, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidEventException(field, "must be a number that is not negative: " + value);
        }
        return value;
    }

    /** Money in its shortest form: no trailing zeros, no exponent. */
    static BigDecimal money(String field, BigDecimal value) {
        present(field, value);
        if (value.signum() < 0) {
            throw new InvalidEventException(field, "must not be negative: " + value);
        }
        // The digits are counted before anything is expanded: 1e999999999 must cost nothing.
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits > MONEY_INTEGER_DIGITS) {
            throw new InvalidEventException(
                    field, "must have at most " + MONEY_INTEGER_DIGITS + " digits before the point: " + value);
        }
        BigDecimal shortest = value.scale() == 0 ? value : value.stripTrailingZeros();
        if (shortest.scale() > MONEY_FRACTION_DIGITS) {
            throw new InvalidEventException(
                    field, "must have at most " + MONEY_FRACTION_DIGITS + " digits after the point: " + value);
        }
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** An ISO 4217 code: three capital letters. */
    static String currency(String field, String value) {
        present(field, value);
        boolean valid = value.length() == 3;
        for (int i = 0; valid && i < 3; i++) {
            valid = value.charAt(i) >= 'A' && value.charAt(i) <= 'Z';
        }
        if (!valid) {
            throw new InvalidEventException(field, "must be an ISO 4217 code: " + value);
        }
        return value;
    }

    static <T> List<T> notEmpty(String field, List<T> values) {
        present(field, values);
        if (values.isEmpty()) {
            throw new InvalidEventException(field, "must not be empty");
        }
        return List.copyOf(values);
    }
}
