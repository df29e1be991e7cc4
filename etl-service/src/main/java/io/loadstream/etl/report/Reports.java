package io.loadstream.etl.report;

import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

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
        if (!migrations.done()) {
            throw new IllegalStateException("the warehouse has no tables yet: they come with the first run");
        }
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run("SET TRANSACTION READ ONLY");
            RowSet<Row> found = transaction.query(report.sql());
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
}
