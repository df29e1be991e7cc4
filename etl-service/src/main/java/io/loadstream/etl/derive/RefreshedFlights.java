package io.loadstream.etl.derive;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;

/** The flights that a run brought something for, for the statements of one transaction, with what was sold of each. */
public final class RefreshedFlights {

    /** Who loads a flight on the list is waited for now: all that is read of the flights afterwards is of after that. */
    private static final String LOCK =
            "SELECT count(*) FROM (SELECT FROM flight_to_refresh ORDER BY flight_id FOR UPDATE) AS locked";

    private static final String TAKE = SqlText.of("refresh/take");
    private static final String IN_PARALLEL = SqlText.of("refresh/parallel");
    private static final String SALES = SqlText.of("refresh/flight_sales");
    private static final String PUT_BACK = SqlText.of("refresh/put_back");

    private RefreshedFlights() {}

    /** Takes the flights off the list of those that are to be refreshed, as the tables {@code refreshed} and {@code flight_sales}. */
    public static void take(WarehouseTransaction transaction) {
        transaction.run(LOCK);
        transaction.run(TAKE);
        transaction.run("ANALYZE refreshed");
        transaction.run(IN_PARALLEL);
        transaction.run(SALES);
        transaction.run("ANALYZE flight_sales");
    }

    /** Puts them back, so that the next run looks at them again, whatever it brings. */
    static void putBack(WarehouseTransaction transaction) {
        transaction.update(PUT_BACK);
    }

    /** The end of both tables. */
    static void drop(WarehouseTransaction transaction) {
        transaction.run("DROP TABLE flight_sales, refreshed");
    }
}
