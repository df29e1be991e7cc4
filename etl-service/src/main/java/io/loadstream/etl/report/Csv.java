package io.loadstream.etl.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them. Text that a spreadsheet would take for a formula begins with an apostrophe, as
 * OWASP advises; numbers are as they are.
 */
public final class Csv {

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r]");

    private Csv() {}

    public static String of(Answer answer) {
        StringBuilder text = new StringBuilder(line(answer.columns()));
        answer.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<?> values) {
        return values.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(Object value) {
        String text = switch (value) {
            case null -> "";
            case String told when FORMULA.matcher(told).lookingAt() -> "'" + told;
            default -> value.toString();
        };
        return QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
