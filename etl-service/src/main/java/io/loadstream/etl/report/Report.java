package io.loadstream.etl.report;

import io.loadstream.etl.warehouse.SqlText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question to the warehouse; its SQL lies beside it and limits its own rows. */
public enum Report {
    EFFECTS("What was a promotion worth per flight, and how sure is that?"),
    TRUTH("How near did the estimates come to the truth, which is known of simulated flights alone?"),
    ARMS("How did flights with offers end, and how those held out?"),
    CURVES("How did flights fill, with offers and held out?"),
    RULES("Which rules fired, and what was sold with their offers?"),
    FLIGHTS("How do the flights stand?"),
    QUALITY("What is known to violate the checks?"),
    FRESHNESS("How far has the warehouse got?"),
    RUNS("How did the last runs go?");

    private static final Pattern LIMIT = Pattern.compile("\\s+LIMIT (\\d+)\\s*$");

    private final String question;

    Report(String question) {
        this.question = question;
    }

    /** As it stands in addresses. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String question() {
        return question;
    }

    public String sql() {
        return SqlText.of("report/" + slug());
    }

    /** The same without its limit. */
    String allRows() {
        return LIMIT.matcher(sql()).replaceFirst("");
    }

    /** Rows of a page that does not say how many. */
    public int limit() {
        Matcher limit = LIMIT.matcher(sql());
        return limit.find() ? Integer.parseInt(limit.group(1)) : Page.MOST;
    }

    public static Optional<Report> of(String slug) {
        return Arrays.stream(values())
                .filter(report -> report.slug().equals(slug))
                .findFirst();
    }
}
