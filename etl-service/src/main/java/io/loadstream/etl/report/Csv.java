package io.loadstream.etl.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them. */
public final class Csv {

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

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
        String text = value == null ? "" : value.toString();
        return QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
