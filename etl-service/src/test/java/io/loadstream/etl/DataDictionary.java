package io.loadstream.etl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The warehouse's tables, views and columns as the database's own comments describe them. */
final class DataDictionary {

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, c.relkind, obj_description(c.oid) AS about, a.attname,
                   format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, col_description(c.oid, a.attnum) AS meaning
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
             WHERE n.nspname IN ('dw', 'simulation_truth') AND c.relkind IN ('r', 'v') AND c.relname NOT LIKE 'flyway%'
             ORDER BY n.nspname, c.relkind, c.relname, a.attnum
            """;

    private DataDictionary() {}

    static String of(Connection connection) throws SQLException {
        StringBuilder text = new StringBuilder(
                "# Data dictionary\n\nMade from the database's own comments by `WarehouseDocumentsTest`; do not edit.\n");
        String table = "";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                // Of a view's columns the database does not know.
                boolean mayBeNull = rows.getString("relkind").equals("r") && !rows.getBoolean("attnotnull");
                String name = rows.getString("nspname") + "." + rows.getString("relname");
                if (!name.equals(table)) {
                    table = name;
                    text.append("\n## ")
                            .append(name)
                            .append("\n\n")
                            .append(rows.getString("about"))
                            .append('\n');
                    text.append("\n| column | type | meaning |\n|---|---|---|\n");
                }
                text.append("| `").append(rows.getString("attname")).append("` | ");
                text.append(rows.getString("type")).append(mayBeNull ? ", may be null" : "");
                text.append(" | ").append(rows.getString("meaning")).append(" |\n");
            }
        }
        return text.toString();
    }
}
