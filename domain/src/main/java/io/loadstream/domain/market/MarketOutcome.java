package io.loadstream.domain.market;

import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.event.FlightTruth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How all flights of a scenario left, and how they would have left without promotions.
 *
 * @param events of each type that happened, by the type's name
 * @param flights in the order of their departures
 * @param effects of promotions on the customers who bought in either world
 */
public record MarketOutcome(Map<String, Long> events, List<FlightTruth> flights, Map<Effect, Long> effects) {

    public MarketOutcome {
        events = Map.copyOf(events);
        flights = List.copyOf(flights);
        effects = Map.copyOf(effects);
    }

    /** Booked over total seats of all flights at departure, as the engine and its policies count it. */
    public double loadFactor() {
        return seats(FlightTruth::bookedSeats) / seats(FlightTruth::totalSeats);
    }

    /**
     * The same of those who came. It is this one that the industry's 83.6 % of 2025 (IATA: passengers flown over seats, by
     * kilometres) can be held against.
     */
    public double boardedLoadFactor() {
        return seats(FlightTruth::boardedSeats) / seats(FlightTruth::totalSeats);
    }

    /** The same without promotions. */
    public double counterfactualLoadFactor() {
        return seats(FlightTruth::counterfactualBookedSeats) / seats(FlightTruth::totalSeats);
    }

    /** Share of the seats asked for at the lowest fare on sale or more that were not to be had any more. */
    public double spillRate() {
        double spilled = seats(FlightTruth::spilledSeats);
        return spilled / (seats(FlightTruth::bookedSeats) + spilled);
    }

    /** The same without promotions. */
    public double counterfactualSpillRate() {
        double spilled = seats(FlightTruth::counterfactualSpilledSeats);
        return spilled / (seats(FlightTruth::counterfactualBookedSeats) + spilled);
    }

    public BigDecimal revenue() {
        return flights.stream().map(FlightTruth::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The same without promotions. */
    public BigDecimal counterfactualRevenue() {
        return flights.stream().map(FlightTruth::counterfactualRevenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Customers whom promotions changed so. */
    public long customers(Effect effect) {
        return effects.getOrDefault(effect, 0L);
    }

    private double seats(Function<FlightTruth, Integer> of) {
        return flights.stream().mapToLong(of::apply).sum();
    }
}
