package io.loadstream.generator.simulate;

import io.loadstream.domain.market.Happening;
import io.loadstream.domain.market.HappeningWriter;
import io.loadstream.domain.market.Market;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happens in a market, in the order in which it happens. */
public final class SimulationSource implements EventSource {

    /** Part of a run that is told of. */
    private static final double STEP = 0.0001;

    private final Market market;
    private final Reactions reactions;
    private final HappeningWriter writer = new HappeningWriter();
    private final Deque<OutgoingEvent> happened = new ArrayDeque<>();

    private final Integer partition;

    private long reactionEnd;

    /** For other threads: the market is for the one that takes its events. */
    private volatile double progress;

    /** @param reactions tells what the engine decided; {@code null} when customers see no promotions */
    public SimulationSource(Market market, Reactions reactions) {
        this(market, reactions, null);
    }

    /**
     * @param reactions tells what the engine decided; {@code null} when customers see no promotions
     * @param partition that all its flights' records go to; {@code null} when they go to several
     */
    public SimulationSource(Market market, Reactions reactions, Integer partition) {
        this.market = market;
        this.partition = partition;
        this.reactions = reactions;
        this.reactionEnd = reactions == null ? Long.MAX_VALUE : market.reactionEnd();
        this.progress = market.progress();
    }

    @Override
    public OutgoingEvent peek() {
        while (waitsForSent()) {
            long end = reactionEnd;
            reactions.awaitDecisions(end).forEach(decision -> market.apply(decision, end));
            reactionEnd = market.reactionEnd();
        }
        return happened.peek();
    }

    @Override
    public void take() {
        happened.remove();
    }

    /** At the end of an interval of reaction the engine must have seen all before anything more happens. */
    @Override
    public boolean waitsForSent() {
        while (happened.isEmpty() && market.next() < reactionEnd) {
            market.step(this::add);
            publishProgress();
        }
        return happened.isEmpty() && market.next() != Long.MAX_VALUE;
    }

    @Override
    public void close() {
        if (reactions != null) {
            reactions.close();
        }
    }

    @Override
    public double progress() {
        return progress;
    }

    /** In steps: a write that other threads see costs more than the event. */
    private void publishProgress() {
        double reached = market.progress();
        if (reached - progress >= STEP || reached == 1) {
            progress = reached;
        }
    }

    private void add(Happening event) {
        happened.add(new OutgoingEvent(
                event.kind().topic().topicName(),
                partition,
                event.flightKey(),
                event.timeMicros(),
                writer.write(event)));
    }
}
