package io.loadstream.etl.warehouse;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Statements of one transaction that loads. For one thread, which they block. */
public final class LoadTransaction {

    private static final String UNIQUE_VIOLATION = "23505";

    /** Signature, flags, and the length of what else a header may have. */
    private static final byte[] COPY_HEADER =
            "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] COPY_END = {-1, -1};

    private final Connection connection;

    LoadTransaction(Connection connection) {
        this.connection = connection;
    }

    /** How many rows {@code sql} changed, or the number that it gives; each {@code ?} is bound to one of {@code values}. */
    public long update(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            if (!statement.execute()) {
                return statement.getUpdateCount();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    /** The same statement for each row of values. */
    public void updateEach(String sql, List<Object[]> rows) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] values : rows) {
                bind(statement, values);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    /** Gives each row of a query to {@code row}; each {@code ?} is bound to one of {@code values}. */
    public void query(String sql, RowReader row, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    /** Takes one row of a result. */
    @FunctionalInterface
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Does {@code first}, or, when it meets a row that is there already, {@code otherwise} in its place.
     *
     * @return rows that were changed
     */
    public long orElse(LongSupplier first, LongSupplier otherwise) {
        try {
            Savepoint before = connection.setSavepoint();
            try {
                long changed = first.getAsLong();
                connection.releaseSavepoint(before);
                return changed;
            } catch (WarehouseException e) {
                if (!e.sqlState().equals(UNIQUE_VIOLATION)) {
                    throw e;
                }
                connection.rollback(before);
                return otherwise.getAsLong();
            }
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    /**
     * Lets {@code work} join by merging, which keeps rows in the order of their key, and so their inserts within few pages.
     * For statements that take what they need of large tables by key first.
     */
    public <T> T joiningInOrder(Supplier<T> work) {
        update("SET LOCAL enable_mergejoin = on");
        T result = work.get();
        update("SET LOCAL enable_mergejoin = off");
        return result;
    }

    /** Appends {@code rows} to {@code table}; they are empty afterwards. */
    public void copy(String table, CopyRows rows) {
        try (Copying copying = copyInto(table)) {
            copying.send(rows);
            copying.end();
        }
    }

    /**
     * Begins to append rows; nothing else may be asked of the transaction before their end.
     *
     * @param table name, and, in brackets, the columns that each row has when these are not all in their order
     */
    public Copying copyInto(String table) {
        try {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            copy.writeToCopy(COPY_HEADER, 0, COPY_HEADER.length);
            return new Copying(copy);
        } catch (SQLException e) {
            throw new WarehouseException(e);
        }
    }

    /** Rows on their way into a table. None is there before {@link #end}. */
    public static final class Copying implements AutoCloseable {

        private final CopyIn copy;

        private Copying(CopyIn copy) {
            this.copy = copy;
        }

        /** Sends rows; they are empty afterwards. */
        public void send(CopyRows rows) {
            try {
                copy.writeToCopy(rows.bytes().array(), 0, rows.size());
            } catch (SQLException e) {
                throw new WarehouseException(e);
            }
            rows.cut(0);
        }

        /** All are there, or none when it throws. */
        public long end() {
            try {
                copy.writeToCopy(COPY_END, 0, COPY_END.length);
                return copy.endCopy();
            } catch (SQLException e) {
                throw new WarehouseException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            } catch (SQLException refused) {
                // As it was meant to be: what was thrown before says why.
                return;
            }
        }
    }

    /**
     * Waits until no other transaction loads {@code partition}. All of a flight's events lie in one partition number of
     * every topic, so what is derived across topics (a booking's minutes to its departure) sees them one after another.
     */
    public void lockPartition(int partition) {
        // The lock's function gives nothing; what is counted is that it gave it.
        update("SELECT count(pg_advisory_xact_lock(?, ?)::text)", AdvisoryLocks.PARTITION, partition);
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
