package io.loadstream.etl.derive;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what is derived up to date for the flights that have new facts, in one transaction, which also takes them off the
 * list. Costs what these flights cost, however large the warehouse is.
 */
@ApplicationScoped
public class DerivedRows {

    private static final List<String> TABLES =
            List.of("dim_airport", "dim_route", "dim_fare_bucket", "dim_policy", "fact_flight_outcome");

    private static final String TAKE = SqlText.of("refresh/take");

    private final Warehouse warehouse;

    DerivedRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Rows inserted or changed, by table. */
    public Map<String, Long> refresh(String schema) {
        return warehouse.inTransaction(schema, transaction -> {
            transaction.run(TAKE);
            Map<String, Long> changed = new LinkedHashMap<>();
            for (String table : TABLES) {
                changed.put("dw." + table, (long) transaction.update(SqlText.of("refresh/" + table)));
            }
            return changed;
        });
    }
}
