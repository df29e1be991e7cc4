package io.loadstream.etl.report;

import io.loadstream.etl.gold.GoldColumns;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.write.ParquetFile;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks the warehouse. Blocks. */
@ApplicationScoped
public class Reports {

    private final Warehouse warehouse;
    private final Migrations migrations;

    Reports(Warehouse warehouse, Migrations migrations) {
        this.warehouse = warehouse;
        this.migrations = migrations;
    }

    /** @throws IllegalStateException before the first run has made the tables */
    public Answer answer(Report report) {
        return ask(report, found -> {
            List<List<Object>> rows = new ArrayList<>();
            for (Row row : found) {
                List<Object> values = new ArrayList<>(row.size());
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.getValue(i));
                }
                rows.add(values);
            }
            return new Answer(found.columnsNames(), rows);
        });
    }

    /**
     * The answer as a Parquet file that tells its query.
     *
     * @throws IllegalStateException before the first run has made the tables
     */
    public byte[] parquet(Report report) {
        return ask(report, found -> {
            List<Column> columns = GoldColumns.of(found.columnDescriptors());
            try (ParquetFile<Row> file = new ParquetFile<>(
                    new TopicSchema(report.slug(), columns),
                    Map.of("query", report.sql()),
                    (row, out) -> GoldColumns.write(row, columns, out))) {
                for (Row row : found) {
                    file.add(row);
                }
                return file.finish();
            }
        });
    }

    private <T> T ask(Report report, Function<RowSet<Row>, T> take) {
        if (!migrations.done()) {
            throw new IllegalStateException("the warehouse has no tables yet: they come with the first run");
        }
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run("SET TRANSACTION READ ONLY");
            return take.apply(transaction.query(report.sql()));
        });
    }
}
