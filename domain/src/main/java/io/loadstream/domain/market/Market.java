package io.loadstream.domain.market;

import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * All flights of a scenario, merged by time. Not safe for use by more than one thread; several threads share a scenario
 * by each taking a part of its flights, since no flight's fate depends on another's.
 */
public final class Market {

    private final Demand demand;
    private final Schedule schedule;
    /** Numbers of its flights, in the order of departure. */
    private final int[] flights;

    private final long reactionMicros;
    /** When the first flight of the scenario goes on sale and when the last one is planned to leave, microseconds. */
    private final long starts;

    private final long ends;
    private final Happening happening;
    private final FlightQueue onSale = new FlightQueue();
    /** Flights on sale; {@code null} until the first decision, since many markets never hear of one. */
    private Map<String, FlightMarket> byId;

    private int opened;
    private FlightMarket opening;
    private long now = Long.MIN_VALUE;

    private Market(Demand demand, Schedule schedule, int[] flights) {
        this.demand = demand;
        this.happening = new Happening(demand.scenario.currency());
        this.reactionMicros = Micros.of(demand.scenario.reaction());
        this.schedule = schedule;
        this.flights = flights;
        this.starts = schedule.flight(0).departure() - demand.saleMicros;
        this.ends = schedule.flight(schedule.flights() - 1).departure();
        prepareOpening();
    }

    /** All flights of the scenario. */
    public static Market of(Scenario scenario) {
        return of(scenario, flightId -> true);
    }

    /** Those flights of the scenario whose id {@code mine} takes. */
    public static Market of(Scenario scenario, Predicate<String> mine) {
        return parts(scenario, 1, flightId -> mine.test(flightId) ? 0 : -1).getFirst();
    }

    /**
     * Flights of the scenario in several markets for one thread, which share what is worked out once for all.
     *
     * @param partOf the market that a flight is in, from 0, by its id; -1 for none
     */
    public static List<Market> parts(Scenario scenario, int parts, ToIntFunction<String> partOf) {
        Demand demand = new Demand(scenario, true);
        Schedule schedule = Schedule.of(scenario);
        List<IntStream.Builder> flights = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            flights.add(IntStream.builder());
        }
        for (int number = 0; number < schedule.flights(); number++) {
            int in = partOf.applyAsInt(schedule.flight(number).id());
            if (in >= 0) {
                flights.get(in).add(number);
            }
        }
        return flights.stream()
                .map(numbers -> new Market(demand, schedule, numbers.build().toArray()))
                .toList();
    }

    /**
     * Plays a whole scenario in process, with the engine's own logic deciding promotions and customers reacting to them.
     *
     * @param policy {@code null} for no promotions
     */
    public static MarketOutcome run(Scenario scenario, Policy policy) {
        return run(scenario, policy, event -> {});
    }

    /** The same; {@code out} is told all that happens and all that is decided. */
    public static MarketOutcome run(Scenario scenario, Policy policy, EventSink out) {
        return new MarketRun(scenario, policy, out).toTheEnd();
    }

    /** When something happens next, microseconds; {@link Long#MAX_VALUE} when all flights have left. */
    public long next() {
        return Math.min(onSale.time(), opening == null ? Long.MAX_VALUE : opening.opening());
    }

    /** Lets the next thing happen, which is one event or more of that time, or none outside the real world. */
    public void step(MarketSink out) {
        if (opening != null && opening.opening() <= onSale.time()) {
            onSale.add(opening, flights[opened - 1]);
            if (byId != null) {
                byId.put(opening.plan.id(), opening);
            }
            prepareOpening();
        }
        FlightMarket flight = onSale.first();
        now = onSale.time();
        if (flight.step(happening, out)) {
            onSale.firstMoved();
        } else {
            onSale.removeFirst();
            if (byId != null) {
                byId.remove(flight.plan.id());
            }
        }
    }

    /** Lets all happen that does before {@code until}, microseconds. */
    public void advance(long until, MarketSink out) {
        while (next() < until) {
            step(out);
        }
    }

    /**
     * End of the interval of reaction in which something happens next, microseconds: decisions on what happens before it
     * reach customers there.
     */
    public long reactionEnd() {
        long next = next();
        return next == Long.MAX_VALUE ? next : (Math.floorDiv(next, reactionMicros) + 1) * reactionMicros;
    }

    /**
     * A decision reaches its flight's customers who come from {@code from} on; one for a flight that is not on sale
     * reaches nobody.
     *
     * @param from microseconds, at most {@link #next()}
     */
    public void apply(PromotionEvent decision, long from) {
        if (from > next()) {
            throw new IllegalArgumentException("advance to %d first: something happens at %d".formatted(from, next()));
        }
        if (byId == null) {
            byId = onSale.byId();
        }
        FlightMarket flight = byId.get(decision.flightId());
        if (flight != null) {
            flight.apply(decision, from);
            onSale.moved(flight);
        }
    }

    /** Flights on sale now. */
    public int onSale() {
        return onSale.size();
    }

    /** Time of what happened last, microseconds; {@link Long#MIN_VALUE} before anything did. */
    public long now() {
        return now;
    }

    /** Part of the scenario's time that has passed, from 0 to 1; flights that are put off leave when it is over. */
    public double progress() {
        if (next() == Long.MAX_VALUE) {
            return 1;
        }
        return now == Long.MIN_VALUE ? 0 : Math.min(1, (double) (now - starts) / (ends - starts));
    }

    private void prepareOpening() {
        opening = opened == flights.length ? null : new FlightMarket(demand, schedule.flight(flights[opened++]));
    }
}
