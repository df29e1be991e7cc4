package io.loadstream.domain.market;

import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.AircraftType;
import io.loadstream.domain.market.scenario.Airport;
import io.loadstream.domain.market.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One daily flight number: what its flights have in common, on all days. */
final class RoutePlan {

    /** Block time beyond flying: taxi, climb and approach. */
    private static final long GROUND_MICROS = 30 * Micros.PER_MINUTE;

    private static final String ECONOMY = "Y";

    final int number;
    final String designator;
    final String airline;
    final String from;
    final String to;
    final String aircraft;
    final int totalSeats;
    final double baseFare;
    final long departureOfDayMicros;
    final long blockMicros;
    /** Mean persons who would pay the base fare, by segment. */
    final double[] demand;

    final CabinPlan[] cabins;
    final List<FlightScheduled.Cabin> scheduledCabins;

    /**
     * @param number unique in the scenario
     * @param strength demand at the base fare over seats
     * @param business share of it
     */
    RoutePlan(
            Scenario scenario,
            int number,
            String airline,
            int flightNumber,
            Airport from,
            Airport to,
            AircraftType type,
            long departureOfDayMicros,
            double strength,
            double business) {
        double km = from.distanceTo(to);
        this.number = number;
        this.airline = airline;
        this.designator = airline + flightNumber;
        this.from = from.code();
        this.to = to.code();
        this.aircraft = type.name();
        this.totalSeats = type.totalSeats();
        this.baseFare = scenario.pricing().baseFare(km);
        this.departureOfDayMicros = departureOfDayMicros;
        this.blockMicros = GROUND_MICROS
                + Math.round(km / type.speedKmh() * 60)
                        * Micros.PER_MINUTE
                        / (5 * Micros.PER_MINUTE)
                        * (5 * Micros.PER_MINUTE);
        this.demand = new double[] {strength * business * totalSeats, strength * (1 - business) * totalSeats};
        this.scheduledCabins = new ArrayList<>();
        List<CabinPlan> plans = new ArrayList<>();
        int row = 1;
        for (Map.Entry<String, Integer> cabin : premiumFirst(type)) {
            boolean premium = !cabin.getKey().equals(ECONOMY);
            int seats = cabin.getValue();
            plans.add(new CabinPlan(scenario.ladders().get(cabin.getKey()), seats, baseFare, premium, row));
            row += CabinPlan.rows(seats, premium);
            scheduledCabins.add(new FlightScheduled.Cabin(cabin.getKey(), seats));
        }
        this.cabins = plans.toArray(CabinPlan[]::new);
    }

    /** Index of the cabin that customers who want premium, or do not, look at. */
    int cabinFor(boolean premium) {
        return premium ? 0 : cabins.length - 1;
    }

    /** The premium cabin lies in front and comes first; economy is the last one. */
    private static List<Map.Entry<String, Integer>> premiumFirst(AircraftType type) {
        List<Map.Entry<String, Integer>> cabins = new ArrayList<>(type.seats().entrySet());
        cabins.sort(
                (a, b) -> Boolean.compare(a.getKey().equals(ECONOMY), b.getKey().equals(ECONOMY)));
        return cabins;
    }
}
