package io.loadstream.etl.evaluate;

import io.loadstream.domain.evaluation.MatchedComparison;
import io.loadstream.domain.evaluation.MatchedComparison.Match;
import io.loadstream.domain.evaluation.RevenueSplit;
import io.loadstream.etl.evaluate.EffectRows.Method;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Flights with offers beside past flights that stood at the same point of their booking curve. */
final class MatchedEstimate {

    private MatchedEstimate() {}

    /**
     * @param promoted each with partners
     * @param partners by the promoted flight's id
     */
    static void estimate(
            EffectRows rows, Scope scope, List<FlightResult> promoted, Map<String, List<PastFlight>> partners) {
        List<Match> revenue = matches(promoted, FlightResult::revenue, partners, PastFlight::revenue);
        List<Match> loadFactor = matches(promoted, FlightResult::loadFactor, partners, PastFlight::loadFactor);
        List<Match> seats = matches(promoted, FlightResult::bookedSeats, partners, PastFlight::bookedSeats);
        RevenueSplit split =
                Offers.of(promoted).split(MatchedComparison.difference(revenue), MatchedComparison.difference(seats));
        rows.revenue(Method.MATCHED, scope, promoted, MatchedComparison.of(revenue), split);
        rows.loadFactor(Method.MATCHED, scope, promoted, MatchedComparison.of(loadFactor));
    }

    private static List<Match> matches(
            List<FlightResult> promoted,
            ToDoubleFunction<FlightResult> outcome,
            Map<String, List<PastFlight>> partners,
            ToDoubleFunction<PastFlight> past) {
        return promoted.stream()
                .map(flight -> new Match(
                        outcome.applyAsDouble(flight),
                        partners.get(flight.flightId()).stream()
                                .map(partner -> partner.partner(past))
                                .toList()))
                .toList();
    }
}
