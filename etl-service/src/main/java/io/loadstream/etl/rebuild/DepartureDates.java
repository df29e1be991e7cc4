package io.loadstream.etl.rebuild;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates of departure (UTC).
 *
 * @param from the first
 * @param to the last, inclusive
 */
public record DepartureDates(LocalDate from, LocalDate to) {

    /** Years of four digits: others are no flight's, and not all of them are known to the database. */
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    public DepartureDates {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from must not be after to: " + from + ", " + to);
        }
    }

    /**
     * Reads both, such as {@code 2026-03-01}.
     *
     * @return empty when neither is given
     * @throws IllegalArgumentException that says what is wrong with them
     */
    public static Optional<DepartureDates> parse(String from, String to) {
        if (from == null && to == null) {
            return Optional.empty();
        }
        return Optional.of(new DepartureDates(date("from", from), date("to", to)));
    }

    private static LocalDate date(String name, String value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing: from and to are given together, or neither");
        }
        try {
            return LocalDate.parse(value, DATE);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " must be a date such as 2026-03-01: " + value, e);
        }
    }

    boolean contain(LocalDate date) {
        return !date.isBefore(from) && !date.isAfter(to);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
