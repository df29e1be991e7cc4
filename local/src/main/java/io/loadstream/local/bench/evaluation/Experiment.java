package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.Observation;
import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.MarketSink;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * One simulated market in which flights that sell badly three weeks before departure are offered a discount, or not. Its
 * customers react to the offers; the simulator tells what each flight would have earned without.
 */
final class Experiment {

    private static final Duration DECIDED = Duration.ofDays(21);
    private static final Duration VALID = Duration.ofDays(14);
    private static final double SELLS_BADLY_BELOW = 0.45;
    private static final String RULE = "sells-badly";
    private static final String TARGET = "H";
    private static final double DISCOUNT = 25;

    private final Market market;
    private final Predicate<FlightScheduled> promoted;
    private final Map<String, Flight> flights = new HashMap<>();
    private final Map<String, Integer> seatsOfBooking = new HashMap<>();
    private final List<FlightEnd> ends = new ArrayList<>();
    private long events;

    private Experiment(Scenario scenario, Predicate<FlightScheduled> promoted) {
        this.market = Market.of(scenario);
        this.promoted = promoted;
    }

    /**
     * What came of it.
     *
     * @param flights all of them, in the order of departure
     * @param events that the market told
     */
    record Result(List<FlightEnd> flights, long events) {

        /** Of every flight in the experiment, with seats booked before its decision. */
        List<Observation> observations(ToDoubleFunction<FlightEnd> outcome) {
            return flights.stream()
                    .filter(FlightEnd::sellsBadly)
                    .map(flight ->
                            new Observation(flight.offered(), outcome.applyAsDouble(flight), flight.seatsBefore()))
                    .toList();
        }

        /** Mean true effect on the flights with an offer. */
        double truth(ToDoubleFunction<FlightEnd> effect) {
            return flights.stream()
                    .filter(FlightEnd::offered)
                    .mapToDouble(effect)
                    .average()
                    .orElseThrow();
        }
    }

    /** Half of the flights held out, by the engine's own stable assignment. */
    static Result halfHeldOut(Scenario scenario) {
        Policy policy = halfHeldOut("experiment-" + scenario.seed());
        return run(scenario, flight -> policy.arm(flight.flightId()) == Explanation.Arm.TREATED);
    }

    /** Nothing held out, but no offers to flights that depart before {@code day}, counted from the first one. */
    static Result fromDayOn(Scenario scenario, int day) {
        Instant begin = scenario.firstDay().plus(Duration.ofDays(day));
        return run(scenario, flight -> !flight.scheduledDepartureTime().isBefore(begin));
    }

    private static Result run(Scenario scenario, Predicate<FlightScheduled> promoted) {
        Experiment experiment = new Experiment(scenario, promoted);
        List<Event> told = new ArrayList<>();
        while (experiment.market.next() != Long.MAX_VALUE) {
            experiment.market.step(MarketSink.ofEvents(told::add));
            told.forEach(experiment::take);
            told.clear();
        }
        return new Result(experiment.ends, experiment.events);
    }

    /** Asked only for a flight's arm. */
    private static Policy halfHeldOut(String salt) {
        Rule rule = new Rule(
                RULE,
                Math.toIntExact(DECIDED.toMinutes()),
                0,
                SELLS_BADLY_BELOW,
                null,
                null,
                DISCOUNT,
                new Target.CheapestOpen());
        return new Policy(new PolicyTerms(
                "experiment", Cadence.WHILE_IN_FORCE, List.of(rule), Duration.ZERO, VALID, 0, 1, 0.5, salt));
    }

    private void take(Event event) {
        events++;
        switch (event) {
            case FlightScheduled scheduled -> flights.put(scheduled.flightId(), new Flight(scheduled));
            case BookingCreated booking -> {
                Flight flight = flights.get(booking.flightId());
                decideIfDue(flight, booking.eventTime());
                flight.seats += booking.seats();
                seatsOfBooking.put(booking.bookingId(), booking.seats());
            }
            case BookingCancelled cancelled -> {
                Flight flight = flights.get(cancelled.flightId());
                decideIfDue(flight, cancelled.eventTime());
                flight.seats -= seatsOfBooking.remove(cancelled.bookingId());
            }
            case FlightTruth truth -> ends.add(flights.remove(truth.flightId()).end(truth));
            default -> decideIfDue(flights.get(event.flightId()), event.eventTime());
        }
    }

    private void decideIfDue(Flight flight, Instant at) {
        Instant departure = flight.schedule.scheduledDepartureTime();
        if (flight.decidedAt != null || at.isBefore(departure.minus(DECIDED)) || !at.isBefore(departure)) {
            return;
        }
        flight.decidedAt = at;
        flight.seatsBefore = flight.seats;
        double loadFactor = (double) flight.seats / flight.schedule.totalSeats();
        flight.sellsBadly = loadFactor < SELLS_BADLY_BELOW;
        flight.offered = flight.sellsBadly && promoted.test(flight.schedule);
        if (flight.offered) {
            PromotionTriggered offer = new PromotionTriggered(
                    at,
                    flight.schedule.flightId(),
                    "experiment",
                    loadFactor,
                    Duration.between(at, departure).toMinutes(),
                    TARGET,
                    DISCOUNT,
                    RULE,
                    at.plus(VALID),
                    null);
            market.apply(offer, Micros.of(at));
        }
    }

    private static final class Flight {

        private final FlightScheduled schedule;
        private int seats;
        private int seatsBefore;
        private Instant decidedAt;
        private boolean sellsBadly;
        private boolean offered;

        Flight(FlightScheduled schedule) {
            this.schedule = schedule;
        }

        FlightEnd end(FlightTruth truth) {
            return new FlightEnd(
                    schedule.originAirport() + "-" + schedule.destinationAirport(),
                    schedule.scheduledDepartureTime(),
                    decidedAt,
                    seatsBefore,
                    sellsBadly,
                    offered,
                    truth);
        }
    }
}
