package io.loadstream.engine.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;

/** How the engine is doing, in figures since its start. Written by the loop's thread alone, read by all. */
@ApplicationScoped
public class PipelineFigures {

    /**
     * @param ready whether all assigned partitions have their state
     * @param detail one line on what the loop is at
     * @param partitions in hand
     * @param ofPartitions how many there are
     * @param flights in hand
     * @param records taken in
     * @param decisions made, by outcome
     * @param deadLetters refused records
     * @param lagRecords waiting in the input topics
     * @param lagSeconds that the record that waits longest has waited; wall clock
     * @param commitMillis that the last transaction took to end
     */
    @RegisterForReflection
    public record Figures(
            boolean ready,
            String detail,
            int partitions,
            int ofPartitions,
            long flights,
            long records,
            Map<String, Long> decisions,
            long deadLetters,
            long lagRecords,
            double lagSeconds,
            Double commitMillis) {}

    private final Map<String, Long> decisions = new TreeMap<>();
    private volatile Figures figures = new Figures(false, "starting", 0, 0, 0, 0, Map.of(), 0, 0, 0, null);

    public Figures now() {
        return figures;
    }

    public void state(boolean ready, String detail) {
        Figures was = figures;
        figures = new Figures(
                ready,
                detail,
                was.partitions,
                was.ofPartitions,
                was.flights,
                was.records,
                was.decisions,
                was.deadLetters,
                was.lagRecords,
                was.lagSeconds,
                was.commitMillis);
    }

    /** @param all that there are */
    public void partitions(int all) {
        share(figures.partitions, all);
    }

    /** @param partitions in hand */
    public void inHand(int partitions) {
        share(partitions, figures.ofPartitions);
    }

    private void share(int partitions, int ofPartitions) {
        Figures was = figures;
        figures = new Figures(
                was.ready,
                was.detail,
                partitions,
                ofPartitions,
                was.flights,
                was.records,
                was.decisions,
                was.deadLetters,
                was.lagRecords,
                was.lagSeconds,
                was.commitMillis);
    }

    public void lag(long records, double seconds) {
        Figures was = figures;
        figures = new Figures(
                was.ready,
                was.detail,
                was.partitions,
                was.ofPartitions,
                was.flights,
                was.records,
                was.decisions,
                was.deadLetters,
                records,
                seconds,
                was.commitMillis);
    }

    public void decided(String outcome, long count) {
        decisions.merge(outcome, count, Long::sum);
    }

    public void committed(long records, long deadLetters, long flights, long commitNanos) {
        Figures was = figures;
        figures = new Figures(
                was.ready,
                was.detail,
                was.partitions,
                was.ofPartitions,
                flights,
                was.records + records,
                Map.copyOf(decisions),
                was.deadLetters + deadLetters,
                was.lagRecords,
                was.lagSeconds,
                commitNanos / 1e6);
    }
}
