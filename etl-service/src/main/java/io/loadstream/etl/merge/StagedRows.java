package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows on their way into the warehouse. Those that are hardly ever there already go straight into their tables, some ten
 * thousands at a time. The others go into temporary tables while they are read, and from these into the tables proper, all
 * of them at once; about a MiB of them is held for each table. For one transaction.
 */
public final class StagedRows {

    private static final int SENT_BYTES = 1 << 20;
    private static final String MARK = SqlText.of("follow/flight_to_refresh");

    private final LoadTransaction transaction;
    private final TouchedFlights touched;
    private final Map<Merge, CopyRows> staged = new LinkedHashMap<>();
    private final Map<Merge, FlightTable> tables = new LinkedHashMap<>();
    private final boolean compared;

    private StagedRows(LoadTransaction transaction, boolean compared) {
        this.transaction = transaction;
        this.touched = new TouchedFlights(transaction);
        this.compared = compared;
    }

    /** Rows that are to be {@link #merge merged}. */
    public static StagedRows toMerge(LoadTransaction transaction) {
        return new StagedRows(transaction, false);
    }

    /** Rows of which is only asked whether they are {@link #missing}. */
    public static StagedRows toCompare(LoadTransaction transaction) {
        return new StagedRows(transaction, true);
    }

    /**
     * @param values in the order of the merge's columns
     */
    void add(Merge merge, Object... values) {
        List<ColumnKind.Column> columns = merge.columns();
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    merge.table() + " takes " + columns.size() + " values: " + values.length);
        }
        CopyRows rows = staged.get(merge);
        if (rows == null) {
            transaction.update(merge.createStaging());
            rows = new CopyRows(SENT_BYTES);
            staged.put(merge, rows);
        }
        rows.begin(values.length);
        for (int column = 0; column < values.length; column++) {
            columns.get(column).kind().write(rows, values[column]);
        }
        if (rows.size() >= SENT_BYTES) {
            transaction.copy(merge.staging(), rows);
        }
    }

    /**
     * Where rows go that are hardly ever there already.
     *
     * @param merge of mostly new rows
     * @param more rows of the event that comes next; there is room for them
     */
    FlightRows ofFlights(Merge merge, int more) {
        FlightTable table = tables.get(merge);
        if (table == null) {
            table = new FlightTable(merge, transaction, touched);
            tables.put(merge, table);
        }
        if (table.rows().isFull(more)) {
            if (compared) {
                table.stage();
            } else {
                table.send();
            }
        }
        return table.rows();
    }

    /**
     * Merges all that is staged, and what follows it.
     *
     * @return rows inserted or changed, by table
     */
    public Map<String, Long> merge() {
        Map<String, Long> changed = new LinkedHashMap<>();
        if (staged.isEmpty() && tables.isEmpty()) {
            return changed;
        }
        tables.forEach((merge, table) -> {
            table.send();
            changed.put(merge.table(), table.changed());
        });
        staged.forEach((merge, rows) -> {
            transaction.copy(merge.staging(), rows);
            touched.addStaged(merge);
        });
        touched.tell();
        for (Merge merge : staged.keySet()) {
            changed.merge(merge.table(), transaction.update(merge.sql()), Long::sum);
            merge.followUps().forEach(transaction::update);
        }
        transaction.update(MARK);
        return changed;
    }

    /**
     * Merges nothing.
     *
     * @return keys that were staged and that no row has, by table
     */
    public Map<String, Long> missing() {
        tables.values().forEach(FlightTable::stage);
        staged.forEach((merge, rows) -> transaction.copy(merge.staging(), rows));
        Map<String, Long> missing = new LinkedHashMap<>();
        tables.keySet().forEach(merge -> missing.put(merge.table(), transaction.update(merge.missing())));
        staged.keySet().forEach(merge -> missing.merge(merge.table(), transaction.update(merge.missing()), Long::sum));
        return missing;
    }
}
