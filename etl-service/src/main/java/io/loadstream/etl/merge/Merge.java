package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.SqlText;
import java.util.Arrays;
import java.util.List;

/**
 * A set-based statement that merges rows into a table, and the statements that follow it for the flights of these rows.
 *
 * @param table what is merged into, as reported
 * @param sql with one array parameter for each of {@code columns}
 * @param keeps which of two rows with the same key counts
 * @param followUps statements with one parameter, an array of flight ids
 */
record Merge(String table, String sql, Keeps keeps, List<ColumnKind> columns, List<String> followUps) {

    enum Keeps {
        /** The one told first: smallest event time, then offset. */
        FIRST,
        /** The one told last. */
        LAST
    }

    /** The statement of {@code /sql/merge/<name>.sql}. */
    static Merge into(String table, String name, Keeps keeps, ColumnKind... columns) {
        return new Merge(table, SqlText.of("merge/" + name), keeps, List.of(columns), List.of());
    }

    /** The same, followed by the statements of {@code /sql/follow/<name>.sql}, in that order. */
    Merge followedBy(String... names) {
        return new Merge(
                table,
                sql,
                keeps,
                columns,
                Arrays.stream(names).map(name -> SqlText.of("follow/" + name)).toList());
    }
}
