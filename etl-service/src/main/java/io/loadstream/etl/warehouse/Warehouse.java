package io.loadstream.etl.warehouse;

import io.loadstream.etl.config.EtlSettings;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/** Transactions on the warehouse. Its methods block: never call them on an event loop. Safe for use by many threads. */
@ApplicationScoped
public class Warehouse {

    /** The schema that everybody reads. */
    public static final String SCHEMA = "dw";

    private static final String TRUTH = "simulation_truth";

    /** Beyond what the server allows a statement, for the way there and back. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

    private final Pool pool;
    private final Duration statementLimit;

    Warehouse(Pool pool, EtlSettings settings) {
        this.pool = pool;
        this.statementLimit = settings.statementLimit();
    }

    /** The schema of the simulated flights' truth that belongs to the warehouse in {@code schema}. */
    public static String truthOf(String schema) {
        return schema.equals(SCHEMA) ? TRUTH : schema + "_truth";
    }

    /** The schemas in which unqualified names are looked for: the warehouse's own, and its truth's. */
    static String searchPath(String schema) {
        return schema + ", " + truthOf(schema);
    }

    /**
     * Commits what {@code work} does, or nothing when it throws. Names in its statements are those of {@code schema}.
     */
    public <T> T inTransaction(String schema, Function<WarehouseTransaction, T> work) {
        SqlConnection connection = connect();
        try {
            Transaction transaction = connection.begin().await().atMost(CONNECT_LIMIT);
            try {
                T result = work.apply(prepared(connection, schema));
                transaction.commit().await().atMost(limit());
                return result;
            } catch (RuntimeException e) {
                rollBack(transaction, e);
                throw e;
            }
        } finally {
            connection.closeAndForget();
        }
    }

    /** Whether {@code work} could be done under the lock that only one run holds, of all replicas together. */
    public boolean ifOnlyRun(Runnable work) {
        return ifAlone(AdvisoryLocks.RUN, work);
    }

    /** The same for the lock that only one comparison with the lake holds; loads go on beside it. */
    public boolean ifOnlyAudit(Runnable work) {
        return ifAlone(AdvisoryLocks.AUDIT, work);
    }

    private boolean ifAlone(int lock, Runnable work) {
        SqlConnection connection = connect();
        try {
            WarehouseTransaction session = new WarehouseTransaction(connection, limit());
            boolean locked = session.query("SELECT pg_try_advisory_lock($1, 0)", lock)
                    .iterator()
                    .next()
                    .getBoolean(0);
            if (!locked) {
                return false;
            }
            try {
                work.run();
            } finally {
                session.query("SELECT pg_advisory_unlock($1, 0)", lock);
            }
            return true;
        } finally {
            connection.closeAndForget();
        }
    }

    private SqlConnection connect() {
        return pool.getConnection().await().atMost(CONNECT_LIMIT);
    }

    private WarehouseTransaction prepared(SqlConnection connection, String schema) {
        WarehouseTransaction transaction = new WarehouseTransaction(connection, limit());
        transaction.run("SET LOCAL search_path TO " + searchPath(schema) + "; SET LOCAL statement_timeout TO "
                + statementLimit.toMillis());
        return transaction;
    }

    private Duration limit() {
        return statementLimit.plus(GRACE);
    }

    private static void rollBack(Transaction transaction, RuntimeException cause) {
        try {
            transaction.rollback().await().atMost(CONNECT_LIMIT);
        } catch (RuntimeException e) {
            // The connection is gone, and the transaction with it: what failed first is what counts.
            cause.addSuppressed(e);
        }
    }
}
