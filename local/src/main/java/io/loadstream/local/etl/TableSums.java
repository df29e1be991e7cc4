package io.loadstream.local.etl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of every table of the warehouse and of the simulated truth that is made of events, and the sum of their 64-bit hashes: equal sums mean equal
 * rows, in any order.
 */
public final class TableSums {

    private static final String TABLES = """
            SELECT table_schema || '.' || table_name
              FROM information_schema.tables
             WHERE table_schema IN ('dw', 'simulation_truth') AND table_type = 'BASE TABLE'
               AND table_name NOT LIKE 'flyway%'
               AND table_name NOT IN ('etl_run', 'quality_check', 'quality_violation', 'mart_promotion_effect', 'true_effect', 'effect_estimate',
                                      'flight_to_refresh', 'gold_to_export')
             ORDER BY 1
            """;

    private TableSums() {}

    /** A text for each table with its schema, such as {@code 700000 rows, hash 1234}. */
    public static SortedMap<String, String> of(Connection connection) throws SQLException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (String table : strings(connection, TABLES)) {
            // When an offset was moved is no content.
            String row = table.equals("dw.load_offset") ? "(to_jsonb(t) - 'updated_at')::text" : "t::text";
            sums.put(
                    table,
                    strings(
                                    connection,
                                    "SELECT count(*) || ' rows, hash ' || coalesce(sum(hashtextextended(" + row
                                            + ", 0)::numeric), 0) FROM " + table + " t")
                            .getFirst());
        }
        return sums;
    }

    /** A number that {@code sql} gives. */
    public static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(strings(connection, sql).getFirst());
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
