package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.MatchedComparison.Match;
import io.loadstream.domain.evaluation.MatchedComparison.Partner;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Flights with an offer, each with the past flights that the warehouse would compare it with: the three of its route without
 * offers that had sold most nearly the same share of their seats at the same time before departure, and that had left when it
 * was looked at.
 *
 * @param partners by flight with an offer; none is empty
 */
record MatchedFlights(Map<FlightEnd, List<FlightEnd>> partners) {

    private static final int PARTNERS = 3;

    static MatchedFlights of(List<FlightEnd> flights) {
        Map<FlightEnd, List<FlightEnd>> partners = new LinkedHashMap<>();
        for (FlightEnd flight : flights) {
            if (flight.offered()) {
                List<FlightEnd> nearest = nearest(flight, flights);
                if (!nearest.isEmpty()) {
                    partners.put(flight, nearest);
                }
            }
        }
        return new MatchedFlights(partners);
    }

    private static List<FlightEnd> nearest(FlightEnd flight, List<FlightEnd> flights) {
        return flights.stream()
                .filter(past -> past.decidedAt() != null
                        && !past.offered()
                        && past.route().equals(flight.route())
                        && past.departure().isBefore(flight.decidedAt()))
                .sorted(Comparator.comparingDouble(
                                (FlightEnd past) -> Math.abs(past.shareBefore() - flight.shareBefore()))
                        .thenComparing(past -> past.truth().flightId()))
                .limit(PARTNERS)
                .toList();
    }

    List<Match> matches(ToDoubleFunction<FlightEnd> outcome) {
        return partners.entrySet().stream()
                .map(matched -> new Match(
                        outcome.applyAsDouble(matched.getKey()),
                        matched.getValue().stream()
                                .map(past -> new Partner(past.truth().flightId(), outcome.applyAsDouble(past)))
                                .toList()))
                .toList();
    }

    /** Mean true effect on the flights with an offer that have partners. */
    double truth(ToDoubleFunction<FlightEnd> effect) {
        return partners.keySet().stream().mapToDouble(effect).average().orElseThrow();
    }
}
