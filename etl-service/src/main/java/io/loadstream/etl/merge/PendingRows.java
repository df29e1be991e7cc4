package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Rows that wait for their statements; the number of rows is bounded by whoever adds them. For one transaction. */
public final class PendingRows {

    private static final String MARK = SqlText.of("follow/flight_to_refresh");

    private final Map<Merge, MergeBatch> batches = new LinkedHashMap<>();
    private final Set<String> flights = new HashSet<>();
    private final Map<String, Long> changed = new LinkedHashMap<>();
    private int largest;

    void add(Merge merge, String flightId, Object key, Position position, Object... values) {
        MergeBatch batch = batches.computeIfAbsent(merge, MergeBatch::new);
        batch.add(key, position, values);
        flights.add(flightId);
        largest = Math.max(largest, batch.size());
    }

    /** Rows of the statement that has most. */
    public int largest() {
        return largest;
    }

    /** Executes all statements and what follows them; nothing waits afterwards. */
    public void flush(WarehouseTransaction transaction) {
        if (flights.isEmpty()) {
            return;
        }
        String[] touched = flights.toArray(String[]::new);
        for (MergeBatch batch : batches.values()) {
            if (batch.size() > 0) {
                Merge merge = batch.merge();
                long rows = transaction.update(merge.sql(), batch.drain());
                changed.merge(merge.table(), rows, Long::sum);
                merge.followUps().forEach(followUp -> transaction.update(followUp, (Object) touched));
            }
        }
        transaction.update(MARK, (Object) touched);
        flights.clear();
        largest = 0;
    }

    /** Rows inserted or changed so far, by table. */
    public Map<String, Long> changed() {
        return Map.copyOf(changed);
    }
}
