package io.loadstream.generator.simulate;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happens in a market, in the order in which it happens. */
public final class SimulationSource implements EventSource {

    private final Market market;
    private final EventWriter writer = new EventWriter();
    private final Deque<OutgoingEvent> happened = new ArrayDeque<>();

    public SimulationSource(Market market) {
        this.market = market;
    }

    @Override
    public OutgoingEvent peek() {
        while (happened.isEmpty() && market.next() != Long.MAX_VALUE) {
            market.step(this::add);
        }
        return happened.peek();
    }

    @Override
    public void take() {
        happened.remove();
    }

    @Override
    public double progress() {
        return market.progress();
    }

    private void add(Event event) {
        happened.add(new OutgoingEvent(
                event.topic().topicName(), event.flightId(), Micros.of(event.eventTime()), writer.write(event)));
    }
}
