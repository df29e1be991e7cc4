package io.loadstream.domain.market;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.policy.Policy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A market and the engine's own logic in one loop, without a broker between them. */
final class MarketRun implements Output {

    private final Market market;
    private final EventSink out;
    private final PartitionFlights engine;
    private final Map<String, Long> events = new HashMap<>();
    private final List<FlightTruth> flights = new ArrayList<>();
    private final Map<Effect, Long> effects = new EnumMap<>(Effect.class);
    private final List<PromotionEvent> decided = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();

    /** @param policy {@code null} for no promotions */
    MarketRun(Scenario scenario, Policy policy, EventSink out) {
        this.market = Market.of(scenario);
        this.out = out;
        this.engine = policy == null ? null : new PartitionFlights(0, policy, Bounds.DEFAULT, this);
    }

    MarketOutcome toTheEnd() {
        while (market.next() != Long.MAX_VALUE) {
            long end = market.reactionEnd();
            market.advance(end, MarketSink.ofEvents(this::happened));
            decided.forEach(decision -> market.apply(decision, end));
            decided.clear();
        }
        return new MarketOutcome(events, flights, effects);
    }

    private void happened(Event event) {
        events.merge(event.getClass().getSimpleName(), 1L, Long::sum);
        out.accept(event);
        switch (event) {
            case FlightTruth truth -> flights.add(truth);
            case BookingTruth truth -> effects.merge(truth.effect(), 1L, Long::sum);
            case InputEvent input -> decide(input);
            default -> {
                // Nothing follows from it.
            }
        }
    }

    private void decide(InputEvent input) {
        if (engine != null) {
            String topic = input.topic().topicName();
            engine.apply(input, topic, offsets.merge(topic, 1L, Long::sum) - 1, null);
            engine.drain(changed -> {}, forgotten -> {});
        }
    }

    @Override
    public void promotion(PromotionEvent event) {
        events.merge(event.getClass().getSimpleName(), 1L, Long::sum);
        decided.add(event);
        out.accept(event);
    }

    @Override
    public void metrics(FlightState flight, long at) {
        // Customers do not see them.
    }

    @Override
    public void fate(InputEvent event, Fate fate) {
        // The market knows what it did.
    }

    @Override
    public void refused(Arrived kept, Fate fate) {
        throw new IllegalStateException("the market sold a flight that it had not scheduled: " + kept.event());
    }
}
