package io.loadstream.etl.derive;

import io.loadstream.etl.quality.QualityChecks;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings what is derived up to date for the flights that have new facts, and checks these, in one transaction, which also
 * takes them off the list, unless a critical check fails: then every run looks at them again until they agree. Costs what
 * these flights cost, however large the warehouse is.
 */
@ApplicationScoped
public class DerivedRows {

    private static final Map<String, String> STATEMENTS = statements(
            "dim_airport", "dim_route", "dim_fare_bucket", "dim_policy", "fact_flight_outcome", "fact_booking_curve");
    private static final String OBSOLETE_CURVES = SqlText.of("refresh/obsolete_curves");

    private static final String GOLD_DUE = SqlText.of("refresh/gold_to_export");
    private static final String EFFECTS_DUE = SqlText.of("refresh/effect_estimate");

    private final Warehouse warehouse;
    private final QualityChecks quality;

    DerivedRows(Warehouse warehouse, QualityChecks quality) {
        this.warehouse = warehouse;
        this.quality = quality;
    }

    /**
     * @param runId that the checks' results are kept under
     */
    public Derivation refresh(String schema, long runId) {
        return warehouse.inTransaction(schema, transaction -> {
            RefreshedFlights.take(transaction);
            Map<String, Long> changed = new LinkedHashMap<>();
            STATEMENTS.forEach((table, sql) -> changed.put("dw." + table, (long) transaction.update(sql)));
            transaction.update(OBSOLETE_CURVES);
            transaction.update(GOLD_DUE);
            if (changed.get("dw.fact_flight_outcome") > 0) {
                transaction.update(EFFECTS_DUE);
            }
            Derivation derivation = new Derivation(changed, quality.check(transaction, runId));
            if (!derivation.forbidding().isEmpty()) {
                RefreshedFlights.putBack(transaction);
            }
            RefreshedFlights.drop(transaction);
            return derivation;
        });
    }

    /** Whether flights of {@code schema} wait for the next refresh: because they are new, or because they failed a check. */
    public boolean due(String schema) {
        return warehouse.inTransaction(
                schema,
                transaction -> transaction
                        .query("SELECT EXISTS (SELECT FROM flight_to_refresh)")
                        .iterator()
                        .next()
                        .getBoolean(0));
    }

    private static Map<String, String> statements(String... tables) {
        Map<String, String> statements = new LinkedHashMap<>();
        for (String table : tables) {
            statements.put(table, SqlText.of("refresh/" + table));
        }
        return statements;
    }
}
