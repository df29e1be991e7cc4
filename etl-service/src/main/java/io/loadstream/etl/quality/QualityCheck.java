package io.loadstream.etl.quality;

import io.loadstream.etl.warehouse.SqlText;
import java.util.Locale;

/**
 * The checks. Each but those of what is loaded is a statement that tells which of the flights in {@code refreshed} violate it, by
 * how many rows, and the key of one of these, so that a run's checks cost what the run's flights cost.
 */
public enum QualityCheck {
    /** Every flight with a schedule has exactly one that is current. */
    ONE_CURRENT_SCHEDULE(Severity.CRITICAL),
    /** Bookings count their minutes to the departure that is scheduled last. */
    DEPARTURES_ARE_THOSE_SCHEDULED(Severity.CRITICAL),
    /** Bookings are cancelled as, and only as, their cancellations say. */
    CANCELLATIONS_ARE_APPLIED(Severity.CRITICAL),
    /** Seats and revenue of an outcome are those of its bookings. */
    OUTCOMES_ADD_UP(Severity.CRITICAL),
    /** The flight of a booking has a schedule. */
    BOOKINGS_HAVE_FLIGHTS(Severity.WARNING),
    /** What is cancelled was booked. */
    CANCELLATIONS_HAVE_BOOKINGS(Severity.WARNING),
    /** No flight has more bookings than seats. */
    BOOKINGS_WITHIN_CAPACITY(Severity.WARNING),
    /** The flight of a decision has a schedule. */
    DECISIONS_HAVE_FLIGHTS(Severity.WARNING),
    /** A decision names its policy. */
    DECISIONS_HAVE_POLICIES(Severity.WARNING),
    /** The offer that a booking used was made. */
    OFFERS_USED_WERE_MADE(Severity.WARNING),
    /** The engine's last metrics of a flight agree with its bookings. */
    METRICS_AGREE_WITH_BOOKINGS(Severity.WARNING),
    /** All is loaded that the lake had when the load began. */
    NOTHING_WAITS_IN_LAKE(Severity.WARNING, false),
    /** As many records are loaded of a chain as the lake has up to there. */
    LOADS_AGREE_WITH_LAKE(Severity.WARNING, false),
    /** No topic has fallen silent while others go on. */
    TOPICS_GO_ON(Severity.WARNING, false),
    /** An audit finds all that the lake has, and no more. */
    COUNTS_AGREE_WITH_LAKE(Severity.WARNING, false),
    /** An audit finds no booking on two flights. */
    BOOKINGS_ARE_OF_ONE_FLIGHT(Severity.WARNING, false);

    /** What a violation means. */
    public enum Severity {
        /** The warehouse contradicts itself: the run is not published. */
        CRITICAL,
        /** Something is awaited, or odd. */
        WARNING
    }

    private final Severity severity;
    private final String sql;

    QualityCheck(Severity severity) {
        this(severity, true);
    }

    QualityCheck(Severity severity, boolean asksDatabase) {
        this.severity = severity;
        this.sql = asksDatabase ? SqlText.of("quality/" + checkName()) : null;
    }

    /** Its name in tables, metrics and documents. */
    public String checkName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    /** Whether a statement about flights answers it; loads and audits tell the others. */
    boolean asksDatabase() {
        return sql != null;
    }

    String sql() {
        return sql;
    }
}
