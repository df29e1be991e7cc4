package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.LoadTransaction.Copying;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that gets rows which are hardly ever there already. They are copied straight into it; should one be there after
 * all, all of them are staged and merged instead. For one transaction.
 */
final class FlightTable {

    private static final int SENT_BYTES = 64 << 10;

    private final Merge merge;
    private final LoadTransaction transaction;
    private final TouchedFlights touched;
    private final FlightRows rows = new FlightRows();
    private final FlightColumns ofFlight;
    private final int columns;
    private final String target;
    private long changed;

    FlightTable(Merge merge, LoadTransaction transaction, TouchedFlights touched) {
        this.merge = merge;
        this.transaction = transaction;
        this.touched = touched;
        this.ofFlight = merge.ofFlight().get();
        List<String> names = Stream.concat(
                        ofFlight.names().stream(), merge.columns().stream().map(ColumnKind.Column::name))
                .toList();
        this.columns = names.size();
        this.target = merge.target() + names.stream().collect(Collectors.joining(", ", " (", ")"));
    }

    FlightRows rows() {
        return rows;
    }

    /** Rows inserted or changed so far. */
    long changed() {
        return changed;
    }

    /** Brings the rows into the table. */
    void send() {
        if (rows.isEmpty()) {
            return;
        }
        touched.add(rows.flightIds());
        changed += ofFlight.lookUp(transaction, rows.flightIds())
                ? transaction.orElse(this::copied, this::merged)
                : merged();
        rows.clear();
    }

    /** Brings the rows into the temporary table, and no further. */
    void stage() {
        transaction.update(merge.createStaging());
        transaction.copy(merge.staging(), rows.rows());
        rows.clear();
    }

    private long copied() {
        CopyRows out = new CopyRows(2 * SENT_BYTES);
        try (Copying copying = transaction.copyInto(target)) {
            rows.forEach((staged, from, to, flightId) -> {
                out.begin(columns);
                ofFlight.write(out, staged, from, flightId);
                out.values(staged, from + Short.BYTES, to);
                if (out.size() >= SENT_BYTES) {
                    copying.send(out);
                }
            });
            copying.send(out);
            return copying.end();
        }
    }

    private long merged() {
        touched.tell(rows.flightIds());
        transaction.update(merge.createStaging());
        transaction.copy(merge.staging(), rows.rows());
        long merged = transaction.joiningInOrder(() -> transaction.update(merge.sql()));
        transaction.update("TRUNCATE " + merge.staging());
        return merged;
    }
}
