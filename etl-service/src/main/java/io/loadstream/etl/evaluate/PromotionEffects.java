package io.loadstream.etl.evaluate;

import io.loadstream.etl.config.EtlSettings;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills {@code mart_promotion_effect}: the effect on revenue and load factor, over all flights and by rule, route and band;
 * against flights that were held out, or where there are too few of these, against matched past ones.
 */
@ApplicationScoped
public class PromotionEffects {

    private static final String FLIGHTS = SqlText.of("evaluate/flights");
    private static final String PARTNERS = SqlText.of("evaluate/partners");

    /** With fewer flights in an arm an interval says nothing. */
    private static final int FEWEST_FLIGHTS = 10;

    private final Warehouse warehouse;
    private final EtlSettings settings;

    PromotionEffects(Warehouse warehouse, EtlSettings settings) {
        this.warehouse = warehouse;
        this.settings = settings;
    }

    /** Estimates all effects anew, and keeps them under {@code runId}. */
    public void estimate(long runId) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            EffectRows rows =
                    new EffectRows(transaction, runId, settings.relevantEffect(), TrueEffects.read(transaction));
            Map<Scope, List<FlightResult>> withoutHoldout = new HashMap<>();
            Scope.of(flights(transaction)).forEach((scope, flights) -> {
                if (enough(flights, true) && enough(flights, false)) {
                    HoldoutEstimate.estimate(rows, scope, flights);
                } else if (enough(flights, true)) {
                    withoutHoldout.put(scope, flights);
                }
            });
            if (!withoutHoldout.isEmpty()) {
                estimateByMatching(rows, withoutHoldout);
            }
            return null;
        });
    }

    private static void estimateByMatching(EffectRows rows, Map<Scope, List<FlightResult>> scopes) {
        Map<String, List<PastFlight>> partners = partners(rows.transaction());
        scopes.forEach((scope, flights) -> {
            List<FlightResult> matched = flights.stream()
                    .filter(flight -> flight.treated() && partners.containsKey(flight.flightId()))
                    .toList();
            if (enough(matched, true)) {
                MatchedEstimate.estimate(rows, scope, matched, partners);
            }
        });
    }

    private static boolean enough(List<FlightResult> flights, boolean treated) {
        return flights.stream().filter(flight -> flight.treated() == treated).count() >= FEWEST_FLIGHTS;
    }

    private static List<FlightResult> flights(WarehouseTransaction transaction) {
        List<FlightResult> flights = new ArrayList<>();
        for (Row row : transaction.query(FLIGHTS)) {
            flights.add(FlightResult.of(row));
        }
        return flights;
    }

    private static Map<String, List<PastFlight>> partners(WarehouseTransaction transaction) {
        Map<String, List<PastFlight>> partners = new HashMap<>();
        for (Row row : transaction.query(PARTNERS)) {
            partners.computeIfAbsent(row.getString("flight_id"), flight -> new ArrayList<>())
                    .add(PastFlight.of(row));
        }
        return partners;
    }
}
