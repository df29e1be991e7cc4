package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.Cuped;
import io.loadstream.domain.evaluation.DifferenceInMeans;
import io.loadstream.domain.evaluation.Effect;
import io.loadstream.domain.evaluation.Observation;
import io.loadstream.domain.evaluation.RevenueSplit;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Fills {@code mart_promotion_effect}: the effect on revenue and load factor, over all flights and by rule, route and band. */
@ApplicationScoped
public class PromotionEffects {

    private static final String FLIGHTS = SqlText.of("evaluate/flights");
    private static final String INSERT = SqlText.of("evaluate/insert_effect");

    /** The interval is the same whenever it is computed of the same flights. */
    private static final long BOOTSTRAP_SEED = 20261123;

    /** With fewer flights in an arm an interval says nothing. */
    private static final int FEWEST_FLIGHTS = 10;

    private final Warehouse warehouse;

    PromotionEffects(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Estimates all effects anew, and keeps them under {@code runId}. */
    public void estimate(long runId) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            List<FlightResult> flights = new ArrayList<>();
            for (Row row : transaction.query(FLIGHTS)) {
                flights.add(FlightResult.of(row));
            }
            Scope.of(flights).forEach((scope, ofScope) -> estimate(transaction, runId, scope, ofScope));
            return null;
        });
    }

    private static void estimate(
            WarehouseTransaction transaction, long runId, Scope scope, List<FlightResult> flights) {
        long treated = flights.stream().filter(FlightResult::treated).count();
        if (Math.min(treated, flights.size() - treated) < FEWEST_FLIGHTS) {
            return;
        }
        List<Observation> revenue = observations(flights, FlightResult::revenue);
        List<Observation> loadFactor = observations(flights, FlightResult::loadFactor);
        List<Observation> seats = observations(flights, FlightResult::bookedSeats);
        insert(transaction, runId, "HOLDOUT", scope, "REVENUE", effect(revenue), split(flights, revenue, seats));
        insert(transaction, runId, "HOLDOUT", scope, "LOAD_FACTOR", effect(loadFactor), null);
        List<Observation> adjusted = Cuped.adjusted(revenue);
        RevenueSplit split = split(flights, adjusted, Cuped.adjusted(seats));
        insert(transaction, runId, "HOLDOUT_CUPED", scope, "REVENUE", effect(adjusted), split);
        Effect adjustedLoadFactor = effect(Cuped.adjusted(loadFactor));
        insert(transaction, runId, "HOLDOUT_CUPED", scope, "LOAD_FACTOR", adjustedLoadFactor, null);
    }

    private static Effect effect(List<Observation> observations) {
        return DifferenceInMeans.of(observations, BOOTSTRAP_SEED);
    }

    private static List<Observation> observations(List<FlightResult> flights, ToDoubleFunction<FlightResult> outcome) {
        return flights.stream()
                .map(flight -> new Observation(flight.treated(), outcome.applyAsDouble(flight), flight.seatsBefore()))
                .toList();
    }

    private static RevenueSplit split(List<FlightResult> flights, List<Observation> revenue, List<Observation> seats) {
        List<FlightResult> treated =
                flights.stream().filter(FlightResult::treated).toList();
        double offerSeats =
                treated.stream().mapToDouble(FlightResult::offerSeats).average().orElse(0);
        double discount = treated.stream()
                .mapToDouble(FlightResult::discountGiven)
                .average()
                .orElse(0);
        return RevenueSplit.of(
                DifferenceInMeans.difference(revenue),
                DifferenceInMeans.difference(seats),
                offerSeats,
                offerSeats == 0 ? 0 : discount / offerSeats);
    }

    private static void insert(
            WarehouseTransaction transaction,
            long runId,
            String method,
            Scope scope,
            String outcome,
            Effect effect,
            RevenueSplit split) {
        transaction.update(
                INSERT,
                runId,
                method,
                scope.kind(),
                scope.value(),
                outcome,
                scope.currency(),
                effect.treated(),
                effect.holdout(),
                effect.estimate(),
                effect.low(),
                effect.high(),
                effect.standardError(),
                effect.minimumDetectable(),
                Math.abs(effect.estimate()) < effect.minimumDetectable(),
                split == null ? null : split.gained(),
                split == null ? null : split.diluted());
    }
}
