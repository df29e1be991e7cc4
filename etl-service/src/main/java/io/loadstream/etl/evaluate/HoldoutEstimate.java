package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.Cuped;
import io.loadstream.domain.evaluation.DifferenceInMeans;
import io.loadstream.domain.evaluation.Effect;
import io.loadstream.domain.evaluation.Observation;
import io.loadstream.domain.evaluation.RevenueSplit;
import io.loadstream.etl.evaluate.EffectRows.Method;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Flights with offers beside flights that the engine held out, plain and adjusted by what was booked before. */
final class HoldoutEstimate {

    /** The interval is the same whenever it is computed of the same flights. */
    private static final long BOOTSTRAP_SEED = 20261123;

    private HoldoutEstimate() {}

    /**
     * @param flights of both arms
     */
    static void estimate(EffectRows rows, Scope scope, List<FlightResult> flights) {
        List<Observation> revenue = observations(flights, FlightResult::revenue);
        List<Observation> loadFactor = observations(flights, FlightResult::loadFactor);
        List<Observation> seats = observations(flights, FlightResult::bookedSeats);
        write(rows, Method.HOLDOUT, scope, flights, revenue, loadFactor, seats);
        write(
                rows,
                Method.HOLDOUT_CUPED,
                scope,
                flights,
                Cuped.adjusted(revenue),
                Cuped.adjusted(loadFactor),
                Cuped.adjusted(seats));
    }

    private static void write(
            EffectRows rows,
            Method method,
            Scope scope,
            List<FlightResult> flights,
            List<Observation> revenue,
            List<Observation> loadFactor,
            List<Observation> seats) {
        List<FlightResult> treated =
                flights.stream().filter(FlightResult::treated).toList();
        RevenueSplit split =
                Offers.of(treated).split(DifferenceInMeans.difference(revenue), DifferenceInMeans.difference(seats));
        rows.revenue(method, scope, treated, effect(revenue), split);
        rows.loadFactor(method, scope, treated, effect(loadFactor));
    }

    private static Effect effect(List<Observation> observations) {
        return DifferenceInMeans.of(observations, BOOTSTRAP_SEED);
    }

    private static List<Observation> observations(List<FlightResult> flights, ToDoubleFunction<FlightResult> outcome) {
        return flights.stream()
                .map(flight -> new Observation(flight.treated(), outcome.applyAsDouble(flight), flight.seatsBefore()))
                .toList();
    }
}
