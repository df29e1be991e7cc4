package io.loadstream.etl.rebuild;

import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A second warehouse beside the one that everybody reads, to take its place, or to give it some flights, when it is complete. */
@ApplicationScoped
public class ShadowSchema {

    private static final String NAME = "dw_rebuild";
    private static final String DROP = "DROP SCHEMA IF EXISTS " + NAME + ", " + Warehouse.truthOf(NAME) + " CASCADE";
    private static final String SWAP = SqlText.of("rebuild/swap");
    private static final String TABLES = SqlText.of("rebuild/tables_of_flights");
    private static final String NOT_OURS = SqlText.of("rebuild/not_ours");
    private static final String BEHIND = SqlText.of("rebuild/chains_behind");
    /** Whoever loads although the run has the lock waits here, and then finds the offsets where it left them. */
    private static final String LOCK_OFFSETS = "LOCK TABLE load_offset IN SHARE ROW EXCLUSIVE MODE";

    private static final String GOLD_BEFORE = SqlText.of("rebuild/gold_before");
    private static final String SHARED = SqlText.of("rebuild/shared_rows");

    private final Warehouse warehouse;
    private final Migrations migrations;

    ShadowSchema(Warehouse warehouse, Migrations migrations) {
        this.warehouse = warehouse;
        this.migrations = migrations;
    }

    /**
     * Makes it anew, with nothing in it; what an earlier attempt left is dropped.
     *
     * @return its name
     */
    public String create() {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run(DROP);
            return null;
        });
        migrations.build(NAME);
        return NAME;
    }

    /**
     * Refuses early what {@link #replaceWarehouse} would refuse.
     *
     * @throws IllegalStateException when something that others made would be dropped with the warehouse, such as views on it
     */
    public void refuseWhenOthersStandOnIt() {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            refuseWhenOthersStandOnIt(transaction);
            return null;
        });
    }

    /**
     * Puts it in the warehouse's place, with the history of runs, in one transaction.
     *
     * @param evenIfLess whether that may lose what the lake no longer has
     * @throws IllegalStateException when it would lose what the warehouse has loaded and the lake has not, or what others made
     */
    public void replaceWarehouse(boolean evenIfLess) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            if (!evenIfLess) {
                transaction.run(LOCK_OFFSETS);
                refuseWhenBehind(transaction, ": even_if_less=true rebuilds all the same");
            }
            refuseWhenOthersStandOnIt(transaction);
            transaction.run(SWAP);
            return null;
        });
    }

    private static void refuseWhenOthersStandOnIt(WarehouseTransaction transaction) {
        String others = transaction.query(NOT_OURS).iterator().next().getString(0);
        if (others != null) {
            throw new IllegalStateException("a rebuild would drop " + others
                    + ", which is not the warehouse's own: drop it before and make it anew afterwards");
        }
    }

    /**
     * Puts its rows of some flights in the place of the warehouse's, in one transaction, and drops it.
     *
     * @param flights which must be all that it has rows of
     * @throws IllegalStateException when the warehouse has loaded what this one has not: somebody else loads, too
     */
    public void replaceFlights(Set<String> flights) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run(LOCK_OFFSETS);
            refuseWhenBehind(transaction, "");
            transaction.run("CREATE TABLE " + NAME + ".rebuilt (flight_id text PRIMARY KEY)");
            transaction.update("INSERT INTO " + NAME + ".rebuilt SELECT unnest($1::text[])", (Object)
                    flights.toArray(String[]::new));
            transaction.run("ANALYZE " + NAME + ".rebuilt");
            transaction.update(GOLD_BEFORE);
            for (FlightTable table : tables(transaction)) {
                table.deletes().forEach(transaction::update);
                transaction.update(table.insert());
            }
            transaction.run(SHARED);
            transaction.run(DROP);
            return null;
        });
    }

    private static void refuseWhenBehind(WarehouseTransaction transaction, String way) {
        for (Row row : transaction.query(BEHIND)) {
            throw new IllegalStateException("%s p=%d is loaded up to offset %d, but only %d was read from the lake%s"
                    .formatted(row.getString(0), row.getInteger(1), row.getLong(2), row.getLong(3), way));
        }
    }

    private static List<FlightTable> tables(WarehouseTransaction transaction) {
        List<FlightTable> tables = new ArrayList<>();
        for (Row row : transaction.query(TABLES, NAME, Warehouse.truthOf(NAME))) {
            tables.add(new FlightTable(
                    row.getString(0).equals(NAME) ? Warehouse.SCHEMA : Warehouse.truthOf(Warehouse.SCHEMA),
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3)));
        }
        return tables;
    }

    /**
     * A table of facts about flights, in the warehouse and in the shadow.
     *
     * @param columns all that are not generated
     * @param key of the table's primary key
     */
    private record FlightTable(String schema, String shadow, String table, String columns, String key) {

        String name() {
            return schema + "." + table;
        }

        /** The flights' rows, and those of other flights that have a rebuilt row's key: the lake tells whose it is. */
        List<String> deletes() {
            String ofFlights =
                    "DELETE FROM " + name() + " WHERE flight_id IN (SELECT flight_id FROM " + NAME + ".rebuilt)";
            String ofKeys = "DELETE FROM " + name() + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + shadow + "."
                    + table + ")";
            return List.of(key.split(", ")).contains("flight_id") ? List.of(ofFlights) : List.of(ofFlights, ofKeys);
        }

        String insert() {
            return "INSERT INTO " + name() + " (" + columns + ") SELECT " + columns + " FROM " + shadow + "." + table;
        }
    }
}
