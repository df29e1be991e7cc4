package io.loadstream.etl.gold;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.write.ParquetFile;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes {@code gold/<table>/flight_date=<date>/data.parquet} for the dates that have changed: one object for each table and
 * date, so that one PUT replaces it whole; and {@code gold/<table>/data.parquet} of what flights share. Of an object its
 * compressed content is held in memory, not its rows.
 */
@ApplicationScoped
public class GoldLayer {

    private static final Logger LOG = Logger.getLogger(GoldLayer.class);

    /** By date of departure. */
    private static final List<String> TABLES = List.of(
            "dim_flight",
            "dim_flight_history",
            "fact_booking",
            "fact_inventory_metrics",
            "fact_inventory_snapshot",
            "fact_promotion",
            "fact_flight_outcome",
            "fact_booking_curve");

    /** Whole: these are small. */
    private static final List<String> SHARED =
            List.of("dim_airport", "dim_date", "dim_fare_bucket", "dim_policy", "dim_route");

    private final Warehouse warehouse;
    private final LakeStore store;

    GoldLayer(Warehouse warehouse, LakeStore store) {
        this.warehouse = warehouse;
        this.store = store;
    }

    /** Where a table of one date is. */
    public static String key(String table, LocalDate date) {
        return "gold/" + table + "/flight_date=" + date + "/data.parquet";
    }

    /** Where a table is that flights share. */
    public static String key(String table) {
        return "gold/" + table + "/data.parquet";
    }

    /**
     * Exports every date that is due; one that fails stays due.
     *
     * @return how many these were
     */
    public int export() {
        List<LocalDate> due = due();
        if (due.isEmpty()) {
            return 0;
        }
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            SHARED.forEach(table -> export(transaction, table, key(table)));
            return due;
        });
        for (LocalDate date : due) {
            warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
                // First of all: whoever changes the date from now on waits, and then makes it due again.
                transaction.update("DELETE FROM gold_to_export WHERE flight_date = $1", date);
                TABLES.forEach(table -> export(transaction, table, key(table, date), date));
                return date;
            });
        }
        LOG.infof("Gold tables of %d flight dates are written", due.size());
        return due.size();
    }

    /** How many dates are due. */
    public int waiting() {
        return due().size();
    }

    private List<LocalDate> due() {
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            List<LocalDate> dates = new ArrayList<>();
            for (Row row : transaction.query("SELECT flight_date FROM gold_to_export ORDER BY flight_date")) {
                dates.add(row.getLocalDate(0));
            }
            return dates;
        });
    }

    private void export(WarehouseTransaction transaction, String table, String key, Object... values) {
        try (GoldFile file = new GoldFile(table)) {
            transaction.readAll(SqlText.of("gold/" + table), file::add, values);
            if (file.rows() == 0) {
                store.delete(key).join();
            } else {
                store.put(key, file.finish(), Map.of("rows", Long.toString(file.rows())))
                        .join();
            }
        }
    }

    /** A file whose columns are those of the first row. */
    private static final class GoldFile implements AutoCloseable {

        private final String table;
        private List<Column> columns;
        private ParquetFile<Row> file;

        GoldFile(String table) {
            this.table = table;
        }

        void add(WarehouseTransaction.Read read) {
            if (file == null) {
                columns = GoldColumns.of(read.columns());
                file = new ParquetFile<>(
                        new TopicSchema(table, columns), Map.of(), (row, out) -> GoldColumns.write(row, columns, out));
            }
            file.add(read.row());
        }

        long rows() {
            return file == null ? 0 : file.rows();
        }

        byte[] finish() {
            return file.finish();
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
