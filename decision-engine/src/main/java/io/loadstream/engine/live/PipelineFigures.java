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
     * @param policyRevision of the policy in force
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
            String policyRevision,
            int partitions,
            int ofPartitions,
            long flights,
            long records,
            Map<String, Long> decisions,
            long deadLetters,
            long lagRecords,
            double lagSeconds,
            Double commitMillis) {

        /** The same of an engine that was ready when it was last heard of. */
        Figures notAnswering() {
            return new Figures(
                    false,
                    "the thread that decides does not answer",
                    policyRevision,
                    partitions,
                    ofPartitions,
                    flights,
                    records,
                    decisions,
                    deadLetters,
                    lagRecords,
                    lagSeconds,
                    commitMillis);
        }
    }

    private final Map<String, Long> decisions = new TreeMap<>();
    private boolean ready;
    private String detail = "starting";
    private String policyRevision;
    private int partitions;
    private int ofPartitions;
    private long flights;
    private long records;
    private Map<String, Long> decisionsCommitted = Map.of();
    private long deadLetters;
    private long lagRecords;
    private double lagSeconds;
    private Double commitMillis;

    public synchronized Figures now() {
        return new Figures(
                ready,
                detail,
                policyRevision,
                partitions,
                ofPartitions,
                flights,
                records,
                decisionsCommitted,
                deadLetters,
                lagRecords,
                lagSeconds,
                commitMillis);
    }

    public synchronized void state(boolean nowReady, String nowDetail) {
        ready = nowReady;
        detail = nowDetail;
    }

    public synchronized void policy(String revision) {
        policyRevision = revision;
    }

    /** @param all that there are */
    public synchronized void partitions(int all) {
        ofPartitions = all;
    }

    /** @param count of partitions in hand */
    public synchronized void inHand(int count) {
        partitions = count;
    }

    public synchronized void lag(long waiting, double seconds) {
        lagRecords = waiting;
        lagSeconds = seconds;
    }

    public synchronized void decided(String outcome, long count) {
        decisions.merge(outcome, count, Long::sum);
    }

    public synchronized void committed(long newRecords, long newDeadLetters, long nowFlights, long commitNanos) {
        records += newRecords;
        deadLetters += newDeadLetters;
        flights = nowFlights;
        decisionsCommitted = Map.copyOf(decisions);
        commitMillis = commitNanos / 1e6;
    }
}
