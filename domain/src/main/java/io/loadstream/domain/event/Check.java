package io.loadstream.domain.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The rules that several events share; each names its field by its wire name. */
public final class Check {

    private static final int FEW = 8;

    private static final long MIN_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Check() {}

    static <T> T present(String field, T value) {
        if (value == null) {
            throw new InvalidEventException(field, "is missing");
        }
        return value;
    }

    public static String text(String field, String value) {
        return text(field, value, Limits.TEXT_LENGTH);
    }

    /** A text that is short enough to stand within others. */
    public static String name(String field, String value) {
        return text(field, value, Limits.ID_LENGTH);
    }

    /** Text that every part can carry: no control characters (the warehouse holds no NUL), no half characters. */
    static String text(String field, String value, int maxLength) {
        present(field, value);
        if (value.isBlank()) {
            throw new InvalidEventException(field, "must not be blank");
        }
        if (value.length() > maxLength) {
            throw new InvalidEventException(field, "must have at most " + maxLength + " characters: " + value.length());
        }
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            if (Character.isISOControl(c)) {
                throw new InvalidEventException(
                        field, "must not contain control characters: U+%04X at %d".formatted((int) c, i));
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    throw new InvalidEventException(
                            field, "must be valid Unicode: lone surrogate U+%04X at %d".formatted((int) c, i));
                }
                i++;
            }
        }
        return value;
    }

    /** Whole microseconds; what is finer is cut off. */
    static Instant time(String field, Instant value) {
        present(field, value);
        if (value.getEpochSecond() < MIN_SECOND || value.getEpochSecond() > MAX_SECOND) {
            throw new InvalidEventException(field, "must lie between the years 0 and 9999: " + value);
        }
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

    /** Never the negative zero, which equals zero on the wire but not in a record. */
    static double notNegative(String field, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidEventException(field, "must be a number that is not negative: " + value);
        }
        return value == 0 ? 0 : value;
    }

    /** Money in its shortest form: no trailing zeros, no exponent. */
    static BigDecimal money(String field, BigDecimal value) {
        present(field, value);
        if (value.signum() < 0) {
            throw new InvalidEventException(field, "must not be negative: " + value);
        }
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // The digits are counted before anything is expanded: 1e999999999 must cost nothing.
        long integerDigits = (long) value.precision() - value.scale();
        if (integerDigits > Limits.MONEY_INTEGER_DIGITS) {
            throw new InvalidEventException(
                    field, "must have at most " + Limits.MONEY_INTEGER_DIGITS + " digits before the point: " + value);
        }
        BigDecimal shortest = value.scale() == 0 ? value : value.stripTrailingZeros();
        if (shortest.scale() > Limits.MONEY_FRACTION_DIGITS) {
            throw new InvalidEventException(
                    field, "must have at most " + Limits.MONEY_FRACTION_DIGITS + " digits after the point: " + value);
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

    /** Comparing each with each costs less than a set, and this is on every booking's way. */
    private static <T> void fewDistinct(String field, List<T> values, Function<T, String> key) {
        for (int i = 1; i < values.size(); i++) {
            String id = key.apply(values.get(i));
            for (int j = 0; j < i; j++) {
                if (id.equals(key.apply(values.get(j)))) {
                    throw new InvalidEventException(field, "must be unique: " + id);
                }
            }
        }
    }

    /** {@code key} names the field that must be told apart, such as {@code passenger_id}. */
    static <T> void distinct(String field, List<T> values, Function<T, String> key) {
        if (values.size() <= FEW) {
            fewDistinct(field, values, key);
            return;
        }
        Set<String> seen = new HashSet<>();
        for (T value : values) {
            if (!seen.add(key.apply(value))) {
                throw new InvalidEventException(field, "must be unique: " + key.apply(value));
            }
        }
    }
}
