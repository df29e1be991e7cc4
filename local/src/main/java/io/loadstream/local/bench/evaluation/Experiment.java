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

/**
 * One simulated market in which flights that sell badly three weeks before departure are promoted or held out as
 * the engine assigns them. Its customers react to the offers; the simulator tells what each flight would have earned without.
 */
final class Experiment {

    private static final Duration DECIDED = Duration.ofDays(21);
    private static final Duration VALID = Duration.ofDays(14);
    private static final double SELLS_BADLY_BELOW = 0.45;
    private static final String RULE = "sells-badly";
    private static final String TARGET = "H";
    private static final double DISCOUNT = 25;

    private final Market market;
    private final Policy policy;
    private final Map<String, Flight> flights = new HashMap<>();
    private final Map<String, Integer> seatsOfBooking = new HashMap<>();
    private final List<Observation> revenue = new ArrayList<>();
    private double effects;
    private int treated;
    private long events;

    private Experiment(Scenario scenario) {
        market = Market.of(scenario);
        policy = halfHeldOut("experiment-" + scenario.seed());
    }

    /**
     * What came of it.
     *
     * @param revenue of every flight in the experiment, with seats booked before its decision
     * @param truth mean true effect on the revenue of the promoted flights
     * @param events that the market told
     */
    record Result(List<Observation> revenue, double truth, long events) {}

    static Result run(Scenario scenario) {
        Experiment experiment = new Experiment(scenario);
        List<Event> told = new ArrayList<>();
        while (experiment.market.next() != Long.MAX_VALUE) {
            experiment.market.step(MarketSink.ofEvents(told::add));
            told.forEach(experiment::take);
            told.clear();
        }
        return new Result(experiment.revenue, experiment.effects / experiment.treated, experiment.events);
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
            case FlightTruth truth -> depart(flights.remove(truth.flightId()), truth);
            default -> decideIfDue(flights.get(event.flightId()), event.eventTime());
        }
    }

    private void decideIfDue(Flight flight, Instant at) {
        Instant departure = flight.schedule.scheduledDepartureTime();
        if (flight.decided || at.isBefore(departure.minus(DECIDED)) || !at.isBefore(departure)) {
            return;
        }
        flight.decided = true;
        flight.seatsBefore = flight.seats;
        double loadFactor = (double) flight.seats / flight.schedule.totalSeats();
        flight.inExperiment = loadFactor < SELLS_BADLY_BELOW;
        flight.treated = policy.arm(flight.schedule.flightId()) == Explanation.Arm.TREATED;
        if (flight.inExperiment && flight.treated) {
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

    private void depart(Flight flight, FlightTruth truth) {
        if (!flight.inExperiment) {
            return;
        }
        revenue.add(new Observation(flight.treated, truth.revenue().doubleValue(), flight.seatsBefore));
        if (flight.treated) {
            treated++;
            effects += truth.revenue().subtract(truth.counterfactualRevenue()).doubleValue();
        }
    }

    private static final class Flight {

        private final FlightScheduled schedule;
        private int seats;
        private int seatsBefore;
        private boolean decided;
        private boolean inExperiment;
        private boolean treated;

        Flight(FlightScheduled schedule) {
            this.schedule = schedule;
        }
    }
}
