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
    private static final String DUE = SqlText.of("evaluate/due");
    private static final String ESTIMATED = SqlText.of("evaluate/estimated");
    private static final String FAILED = SqlText.of("evaluate/failed");

    /** With fewer flights in an arm an interval says nothing. */
    private static final int FEWEST_FLIGHTS = 10;

    private final Warehouse warehouse;
    private final EtlSettings settings;

    PromotionEffects(Warehouse warehouse, EtlSettings settings) {
        this.warehouse = warehouse;
        this.settings = settings;
    }

    /**
     * Estimates all effects anew, and keeps them under {@code runId}, when a flight has come to something new since the last
     * time, and that was long enough ago, be it that it came to nothing.
     *
     * @param atOnce however long ago it was
     * @throws RuntimeException when it cannot be done; that it was tried is kept
     */
    public void estimateIfDue(long runId, boolean atOnce) {
        try {
            estimateIfStillDue(runId, atOnce);
        } catch (RuntimeException e) {
            keepFailure(e);
            throw e;
        }
    }

    private void keepFailure(RuntimeException cause) {
        try {
            warehouse.inTransaction(Warehouse.SCHEMA, transaction -> transaction.update(FAILED));
        } catch (RuntimeException e) {
            // Gone with the database: the next run will try.
            cause.addSuppressed(e);
        }
    }

    private void estimateIfStillDue(long runId, boolean atOnce) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            if (due(transaction, atOnce)) {
                estimate(transaction, runId);
                transaction.update(ESTIMATED);
            }
            return null;
        });
    }

    private boolean due(WarehouseTransaction transaction, boolean atOnce) {
        double seconds = settings.evaluateEvery().toMillis() / 1000.0;
        for (Row row : transaction.query(DUE, atOnce, seconds)) {
            return row.getBoolean("due");
        }
        return false;
    }

    private void estimate(WarehouseTransaction transaction, long runId) {
        int days = settings.evaluatedDays();
        TrueEffects truth = TrueEffects.read(transaction, days);
        EffectRows rows = new EffectRows(transaction, runId, settings.relevantEffect(), truth);
        Map<Scope, List<FlightResult>> withoutHoldout = new HashMap<>();
        Scope.of(flights(transaction, days)).forEach((scope, flights) -> {
            if (enough(flights, true) && enough(flights, false)) {
                HoldoutEstimate.estimate(rows, scope, flights);
            } else if (enough(flights, true)) {
                withoutHoldout.put(scope, flights);
            }
        });
        if (!withoutHoldout.isEmpty()) {
            estimateByMatching(rows, withoutHoldout, partners(transaction, days, promoted(withoutHoldout)));
        }
    }

    private static void estimateByMatching(
            EffectRows rows, Map<Scope, List<FlightResult>> scopes, Map<String, List<PastFlight>> partners) {
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

    private static List<FlightResult> flights(WarehouseTransaction transaction, int days) {
        List<FlightResult> flights = new ArrayList<>();
        transaction.readAll(FLIGHTS, read -> flights.add(FlightResult.of(read.row())), days);
        return flights;
    }

    /** Ids of the flights of these scopes that were to get offers. */
    private static String[] promoted(Map<Scope, List<FlightResult>> scopes) {
        return scopes.values().stream()
                .flatMap(List::stream)
                .filter(FlightResult::treated)
                .map(FlightResult::flightId)
                .distinct()
                .toArray(String[]::new);
    }

    private static Map<String, List<PastFlight>> partners(
            WarehouseTransaction transaction, int days, String[] flights) {
        Map<String, List<PastFlight>> partners = new HashMap<>();
        transaction.readAll(
                PARTNERS,
                read -> partners.computeIfAbsent(read.row().getString("flight_id"), flight -> new ArrayList<>())
                        .add(PastFlight.of(read.row())),
                days,
                flights);
        return partners;
    }
}
