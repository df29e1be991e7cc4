package io.loadstream.etl.evaluate;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What offers did to simulated flights, as the simulator knows it. For judging estimates, never for making them.
 *
 * @param flights by id; empty when nothing is simulated
 */
record TrueEffects(Map<String, OfFlight> flights) {

    private static final String FLIGHTS = SqlText.of("evaluate/true_effects");

    /** Actual less what would have been without offers. */
    private record OfFlight(double revenue, double loadFactor) {}

    /** @param days of departures, up to the last one */
    static TrueEffects read(WarehouseTransaction transaction, int days) {
        Map<String, OfFlight> flights = new HashMap<>();
        transaction.readAll(
                FLIGHTS,
                read -> flights.put(
                        read.row().getString("flight_id"),
                        new OfFlight(read.row().getDouble("revenue"), read.row().getDouble("load_factor"))),
                days);
        return new TrueEffects(flights);
    }

    /** Of those of the flights that it is known of. */
    DoubleSummaryStatistics revenue(List<FlightResult> treated) {
        return known(treated, OfFlight::revenue);
    }

    DoubleSummaryStatistics loadFactor(List<FlightResult> treated) {
        return known(treated, OfFlight::loadFactor);
    }

    private DoubleSummaryStatistics known(List<FlightResult> treated, ToDoubleFunction<OfFlight> effect) {
        return treated.stream()
                .filter(flight -> flights.containsKey(flight.flightId()))
                .mapToDouble(flight -> effect.applyAsDouble(flights.get(flight.flightId())))
                .summaryStatistics();
    }
}
