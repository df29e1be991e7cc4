package io.loadstream.etl;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All rows of a schema's warehouse tables as text. */
final class Dump {

    private static final Set<String> NOT_COMPARED = Set.of(
            "etl_run",
            "quality_check",
            "gold_to_export",
            "mart_promotion_effect",
            "true_effect",
            "effect_estimate",
            "load_offset",
            "flyway_schema_history",
            "dim_date");

    private Dump() {}

    /**
     * @param without columns that are left out
     * @return sorted rows by table
     */
    static Map<String, List<String>> of(Connection connection, String schema, String... without) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery("SELECT table_name FROM information_schema.tables"
                        + " WHERE table_type = 'BASE TABLE' AND table_schema = '" + schema + "'")) {
            while (names.next()) {
                String table = names.getString(1);
                if (!NOT_COMPARED.contains(table)) {
                    tables.put(table, rows(connection, schema + "." + table, without));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table, String... without) throws SQLException {
        StringBuilder row = new StringBuilder("to_jsonb(t)");
        for (String column : without) {
            row.append(" - '").append(column).append('\'');
        }
        return strings(connection, "SELECT (" + row + ")::text FROM " + table + " t ORDER BY 1");
    }

    /** What {@code sql} gives, with numbers as they compare, not as they are written. */
    static List<String> answers(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(
                            rows.getObject(column) instanceof BigDecimal number
                                    ? number.stripTrailingZeros()
                                    : rows.getObject(column));
                }
                values.add(row.toString());
            }
            return values;
        }
    }

    /** The first column of what {@code sql} gives. */
    static List<String> strings(Connection connection, String sql) throws SQLException {
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
