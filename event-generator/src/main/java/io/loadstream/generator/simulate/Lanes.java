package io.loadstream.generator.simulate;

import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import io.loadstream.generator.source.SlicedSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A market without reactions, divided by the partitions that its flights' records go to. Each lane has some of the
 * partitions and is for a thread of its own: since no flight's fate depends on another's, every partition holds the same
 * records in the same order however many lanes there are.
 */
public final class Lanes {

    private Lanes() {}

    /**
     * @param topics where the topics differ in their number of partitions, there is one lane, which has them all
     * @param lanes at most; a partition is never divided
     * @param slice event time for which a lane stays with one partition, microseconds
     * @param spoilt counts what the scenario's chaos does
     */
    public static List<EventSource> of(
            Scenario scenario, Partitions topics, int lanes, LongSupplier slice, ChaosCounts spoilt) {
        if (lanes < 1) {
            throw new RunFailedException("loadstream.generator.lanes must be positive: " + lanes);
        }
        int partitions = topics.countOfEvery();
        if (partitions == 0) {
            return List.of(withChaos(new SimulationSource(Market.of(scenario), null), scenario, topics, spoilt));
        }
        int count = Math.min(lanes, partitions);
        List<EventSource> sources = new ArrayList<>();
        for (int lane = 0; lane < count; lane++) {
            int mine = lane;
            int own = (partitions - lane + count - 1) / count;
            List<Market> markets = Market.parts(scenario, own, flight -> partOf(flight, partitions, count, mine));
            List<EventSource> parts = new ArrayList<>();
            for (int part = 0; part < own; part++) {
                int partition = part * count + lane;
                SimulationSource simulated = new SimulationSource(markets.get(part), null, partition);
                parts.add(withChaos(simulated, scenario, topics, spoilt));
            }
            sources.add(new SlicedSource(parts, slice));
        }
        return sources;
    }

    /** The source as the scenario's chaos spoils it. */
    public static EventSource withChaos(EventSource source, Scenario scenario, Partitions topics, ChaosCounts spoilt) {
        return scenario.chaos().isNone()
                ? source
                : new ChaosSource(source, scenario.chaos(), scenario.seed(), topics, spoilt);
    }

    private static int partOf(String flight, int partitions, int lanes, int lane) {
        int partition = Partitions.ofKey(flight.getBytes(StandardCharsets.UTF_8), partitions);
        return partition % lanes == lane ? partition / lanes : -1;
    }
}
