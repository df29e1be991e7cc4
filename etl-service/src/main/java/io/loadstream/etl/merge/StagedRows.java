package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows on their way into the warehouse: first, while they are read, into temporary tables, then from these into the tables
 * proper, all of them at once. Holds at most about a MiB for each table. For one transaction.
 */
public final class StagedRows {

    private static final int SENT_BYTES = 1 << 20;
    private static final String CREATE_TOUCHED =
            "CREATE TEMPORARY TABLE IF NOT EXISTS touched (flight_id text) ON COMMIT DELETE ROWS";
    private static final String MARK = SqlText.of("follow/flight_to_refresh");

    private final LoadTransaction transaction;
    private final Map<Merge, CopyRows> staged = new LinkedHashMap<>();

    public StagedRows(LoadTransaction transaction) {
        this.transaction = transaction;
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
     * Merges all that is staged, and what follows it.
     *
     * @return rows inserted or changed, by table
     */
    public Map<String, Long> merge() {
        Map<String, Long> changed = new LinkedHashMap<>();
        if (staged.isEmpty()) {
            return changed;
        }
        staged.forEach((merge, rows) -> transaction.copy(merge.staging(), rows));
        touch();
        for (Merge merge : staged.keySet()) {
            changed.merge(merge.table(), merged(merge), Long::sum);
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
        Map<String, Long> missing = new LinkedHashMap<>();
        staged.forEach((merge, rows) -> {
            transaction.copy(merge.staging(), rows);
            missing.merge(merge.table(), transaction.update(merge.missing()), Long::sum);
        });
        return missing;
    }

    private void touch() {
        transaction.update(CREATE_TOUCHED);
        StringBuilder flights = new StringBuilder("INSERT INTO touched ");
        String union = "";
        for (Merge merge : staged.keySet()) {
            flights.append(union).append("SELECT DISTINCT flight_id FROM ").append(merge.staging());
            union = " UNION ";
        }
        transaction.update(flights.append(" ORDER BY flight_id").toString());
    }

    private long merged(Merge merge) {
        return merge.mostlyNew()
                ? transaction.joiningInOrder(() -> transaction.insertOrElse(merge.insert(), merge.sql()))
                : transaction.update(merge.sql());
    }
}
