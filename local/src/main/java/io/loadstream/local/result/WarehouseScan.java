package io.loadstream.local.result;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the warehouse by SQL. */
public final class WarehouseScan {

    private static final String TABLES = """
            SELECT c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'dw'
               AND c.relkind IN ('r', 'p')
               AND NOT c.relispartition
               AND c.relname NOT LIKE 'flyway%'
             ORDER BY c.relname
            """;

    private final SortedMap<String, Long> tables = new TreeMap<>();
    private final long distinctBookings;
    private final long flights;

    private WarehouseScan(Connection connection) throws SQLException {
        for (String table : tables(connection)) {
            tables.put(table, number(connection, "SELECT count(*) FROM dw." + table));
        }
        distinctBookings = number(connection, "SELECT count(DISTINCT booking_id) FROM dw.fact_booking");
        // A flight that only bookings name has a row without a schedule.
        flights = number(connection, "SELECT count(*) FROM dw.dim_flight WHERE scheduled_at IS NOT NULL");
    }

    public static WarehouseScan read(Connection connection) throws SQLException {
        return new WarehouseScan(connection);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Rows by table. */
    public SortedMap<String, Long> tables() {
        return tables;
    }

    /** Rows of a table; 0 when there is none of that name. */
    public long rows(String table) {
        return tables.getOrDefault(table, 0L);
    }

    /** Flights in {@code dim_flight} whose schedule is known. */
    public long flights() {
        return flights;
    }

    /** Different bookings in {@code fact_booking}. */
    public long distinctBookings() {
        return distinctBookings;
    }
}
