package io.loadstream.etl.warehouse;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.mutiny.sqlclient.desc.ColumnDescriptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Statements of one transaction, or of one connection that commits each by itself. For one thread, which they block. */
public final class WarehouseTransaction {

    private static final int FETCHED_ROWS = 5_000;

    private final SqlConnection connection;
    private final Duration limit;

    WarehouseTransaction(SqlConnection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** The rows that {@code sql} gives, with {@code $1}, {@code $2} ... bound to {@code values}. */
    public RowSet<Row> query(String sql, Object... values) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(values)))
                .await()
                .atMost(limit);
    }

    /** A row of a result, with the result's columns. */
    public record Read(Row row, List<ColumnDescriptor> columns) {}

    /**
     * Gives the rows of a result of any size to {@code reader}, one after the other; some thousands are in memory. The
     * server's own cursor is at its end when it gives fewer than were asked for; nothing depends on what the client
     * remembers of it when the connection is lost.
     */
    public void readAll(String sql, Consumer<Read> reader, Object... values) {
        update("DECLARE read_all NO SCROLL CURSOR FOR " + sql, values);
        RowSet<Row> rows;
        do {
            // Not prepared: a prepared one would be kept for the next cursor, which has other columns.
            rows = connection
                    .query("FETCH FORWARD " + FETCHED_ROWS + " FROM read_all")
                    .execute()
                    .await()
                    .atMost(limit);
            for (Row row : rows) {
                reader.accept(new Read(row, rows.columnDescriptors()));
            }
        } while (rows.size() == FETCHED_ROWS);
        run("CLOSE read_all");
    }

    /** How many rows {@code sql} changed. */
    public int update(String sql, Object... values) {
        return query(sql, values).rowCount();
    }

    /** Runs {@code sql} without preparing it: for statements that a plan cannot be made for. */
    public void run(String sql) {
        connection.query(sql).execute().await().atMost(limit);
    }
}
