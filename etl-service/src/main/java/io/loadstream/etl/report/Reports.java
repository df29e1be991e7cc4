package io.loadstream.etl.report;

import io.loadstream.etl.gold.GoldColumns;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.write.ParquetFile;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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
    public Answer answer(Report report, Page page) {
        return ask(report, page, (found, total) -> {
            List<List<Object>> rows = new ArrayList<>();
            for (Row row : found) {
                List<Object> values = new ArrayList<>(row.size());
                for (int i = 0; i < row.size(); i++) {
                    values.add(row.getValue(i));
                }
                rows.add(values);
            }
            return new Answer(found.columnsNames(), rows, total);
        });
    }

    /**
     * An answer as a file.
     *
     * @param total rows that there are, those that were not asked for included
     */
    public record AnswerFile(byte[] content, long total) {}

    /**
     * The answer as a Parquet file that tells its query.
     *
     * @throws IllegalStateException before the first run has made the tables
     */
    public AnswerFile parquet(Report report, Page page) {
        return ask(report, page, (found, total) -> {
            List<Column> columns = GoldColumns.of(found.columnDescriptors());
            try (ParquetFile<Row> file = new ParquetFile<>(
                    new TopicSchema(report.slug(), columns),
                    Map.of("query", report.sql()),
                    (row, out) -> GoldColumns.write(row, columns, out))) {
                for (Row row : found) {
                    file.add(row);
                }
                return new AnswerFile(file.finish(), total);
            }
        });
    }

    private <T> T ask(Report report, Page page, BiFunction<RowSet<Row>, Long, T> take) {
        if (!migrations.done()) {
            throw new IllegalStateException("the warehouse has no tables yet: they come with the first run");
        }
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run("SET TRANSACTION READ ONLY");
            RowSet<Row> found = transaction.query(
                    report.allRows() + "\nLIMIT $1 OFFSET $2", (long) page.limit(), (long) page.offset());
            return take.apply(found, total(transaction, report, page, found.size()));
        });
    }

    private static long total(WarehouseTransaction transaction, Report report, Page page, int found) {
        if (page.offset() == 0 && found < page.limit()) {
            return found;
        }
        return transaction
                .query("SELECT count(*) FROM (" + report.allRows() + "\n) AS report")
                .iterator()
                .next()
                .getLong(0);
    }
}
