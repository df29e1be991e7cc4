package io.loadstream.etl.warehouse;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;

/** Statements of one transaction, or of one connection that commits each by itself. For one thread, which they block. */
public final class WarehouseTransaction {

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

    /** How many rows {@code sql} changed. */
    public int update(String sql, Object... values) {
        return query(sql, values).rowCount();
    }

    /** Runs {@code sql} without preparing it: for statements that a plan cannot be made for. */
    public void run(String sql) {
        connection.query(sql).execute().await().atMost(limit);
    }

    /**
     * Waits until no other transaction loads {@code partition}. All of a flight's events lie in one partition number of
     * every topic, so what is derived across topics (a booking's minutes to its departure) sees them one after another.
     */
    public void lockPartition(int partition) {
        query("SELECT pg_advisory_xact_lock($1, $2)", AdvisoryLocks.PARTITION, partition);
    }
}
