package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.LoadTransaction;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The flights that a transaction has rows of, as the temporary table {@code touched}. */
final class TouchedFlights {

    private static final String CREATE =
            "CREATE TEMPORARY TABLE IF NOT EXISTS touched (flight_id text) ON COMMIT DELETE ROWS";
    private static final String EMPTY = "TRUNCATE touched";
    private static final String INSERT =
            "INSERT INTO touched SELECT DISTINCT flight_id FROM unnest(?::text[]) AS told (flight_id)"
                    + " ORDER BY flight_id";

    private final LoadTransaction transaction;
    private final Set<String> flightIds = new HashSet<>();
    private boolean created;

    TouchedFlights(LoadTransaction transaction) {
        this.transaction = transaction;
    }

    void add(Collection<String> more) {
        flightIds.addAll(more);
    }

    void addStaged(Merge merge) {
        transaction.query("SELECT DISTINCT flight_id FROM " + merge.staging(), row -> flightIds.add(row.getString(1)));
    }

    /** The table holds these from now on. */
    void tell(Collection<String> told) {
        transaction.update(created ? EMPTY : CREATE);
        created = true;
        transaction.update(INSERT, (Object) told.toArray(String[]::new));
    }

    /** The table holds all that were added from now on. */
    void tell() {
        tell(flightIds);
    }
}
