package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set-based statement that merges staged rows into a table, and the statements that follow it for their flights.
 *
 * @param table what is merged into, as reported
 * @param staging the temporary table that the statement takes its rows from, one of its columns being {@code flight_id}
 * @param sql of several staged rows with one key it takes the one that counts
 * @param ofFlight of a table whose rows are hardly ever there already, so that they are copied into it without being staged: the
 *     columns that the statement would fill by what is known of the flight; {@code null} of any other
 * @param followUps statements for the flights in the temporary table {@code touched}
 */
record Merge(
        String table,
        String staging,
        String sql,
        List<ColumnKind.Column> columns,
        Supplier<FlightColumns> ofFlight,
        List<String> followUps) {

    private static final Pattern TARGET = Pattern.compile("INSERT INTO (\\w+)");
    private static final Pattern KEYS = Pattern.compile("ON CONFLICT \\(([^)]+)\\)");

    /** The statement of {@code /sql/merge/<name>.sql}. */
    static Merge into(String table, String name, ColumnKind.Column... columns) {
        return new Merge(table, "staged_" + name, SqlText.of("merge/" + name), List.of(columns), null, List.of());
    }

    /** The same, followed by the statements of {@code /sql/follow/<name>.sql}, in that order. */
    Merge followedBy(String... names) {
        return new Merge(
                table,
                staging,
                sql,
                columns,
                ofFlight,
                Arrays.stream(names).map(name -> SqlText.of("follow/" + name)).toList());
    }

    /** The same for rows that are hardly ever there already. */
    Merge ofMostlyNewRows(Supplier<FlightColumns> columnsOfFlight) {
        return new Merge(table, staging, sql, columns, columnsOfFlight, followUps);
    }

    /** The table's name in the statement. */
    String target() {
        return part(TARGET);
    }

    /** Counts the staged keys that no row of the table has. */
    String missing() {
        String keys = part(KEYS);
        String same = Arrays.stream(keys.split(", "))
                .map(key -> "known." + key + " = told." + key)
                .collect(Collectors.joining(" AND "));
        return "SELECT count(*) FROM (SELECT DISTINCT " + keys + " FROM " + staging
                + ") told WHERE NOT EXISTS (SELECT FROM " + target() + " known WHERE " + same + ")";
    }

    private String part(Pattern pattern) {
        Matcher matcher = pattern.matcher(sql);
        if (!matcher.find()) {
            throw new IllegalStateException("the statement that merges into " + table + " has no " + pattern);
        }
        return matcher.group(1);
    }

    String createStaging() {
        return columns.stream()
                .map(ColumnKind.Column::declaration)
                .collect(Collectors.joining(
                        ", ", "CREATE TEMPORARY TABLE IF NOT EXISTS " + staging + " (", ") ON COMMIT DELETE ROWS"));
    }
}
