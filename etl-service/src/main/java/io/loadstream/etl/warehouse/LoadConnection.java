package io.loadstream.etl.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * A connection that loads. By JDBC, since the reactive client has no {@code COPY}. It is opened for the first transaction.
 * For one thread, but for {@link #abort}.
 */
public final class LoadConnection implements AutoCloseable {

    /** Beyond what the server allows a statement, for the way there and back. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /**
     * What is staged is small beside the tables that it is looked up in: by their keys, whatever the statistics of a table
     * that grows fast say. Sorting it by key first keeps these lookups, and the inserts, within few pages.
     */
    private static final String SETTINGS =
            "SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; SET work_mem = '32MB';"
                    + " SET client_min_messages = warning";

    private static final String QUERY_CANCELED = "57014";

    private final DataSource source;
    private final String schema;
    private final Duration statementLimit;
    private Connection connection;

    /** What {@link #connection} wraps: once the wrapper is aborted, nothing done by it reaches the server any more. */
    private volatile PgConnection physical;

    private volatile boolean aborted;

    LoadConnection(DataSource source, String schema, Duration statementLimit) {
        this.source = source;
        this.schema = schema;
        this.statementLimit = statementLimit;
    }

    /**
     * Commits what {@code work} does, or nothing when it throws.
     *
     * @throws WarehouseException when the database is away or refuses
     */
    public <T> T inTransaction(Function<LoadTransaction, T> work) {
        try {
            open();
            try {
                T result = work.apply(new LoadTransaction(connection));
                connection.commit();
                return result;
            } catch (RuntimeException | SQLException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    private void open() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
            physical = connection.unwrap(PgConnection.class);
            configure();
        }
        if (aborted) {
            physical.abort(Runnable::run);
            throw new SQLException("the load was given up", QUERY_CANCELED);
        }
    }

    private void configure() throws SQLException {
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(statementLimit.plus(GRACE).toMillis()));
        connection.setAutoCommit(false);
        // What is staged changes in size from one transaction to the next, and so may the best plan.
        physical.setPrepareThreshold(0);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS + "; SET search_path TO " + Warehouse.searchPath(schema)
                    + "; SET statement_timeout TO " + statementLimit.toMillis());
        }
        connection.commit();
    }

    private void rollBack(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it: what failed first is what counts.
            cause.addSuppressed(e);
        }
    }

    /** Ends it at once, with the transaction under way; whoever waits for its statement is told. */
    public void abort() {
        aborted = true;
        PgConnection open = physical;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException gone) {
                // Then there is nothing to end.
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // Nothing was under way.
            connection = null;
        }
    }
}
