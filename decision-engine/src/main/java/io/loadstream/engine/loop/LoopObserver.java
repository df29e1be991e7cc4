package io.loadstream.engine.loop;

import io.loadstream.engine.live.FlightNews;
import java.util.Collection;

/** Whoever wants to know how the loop is doing. Called on the loop's thread: must be quick and must not throw. */
interface LoopObserver {

    /** The partitions in hand changed; {@code ready} when their state is there. */
    void assigned(Collection<Integer> partitions, boolean ready);

    /** State was restored. */
    void restored(long millis);

    /** A transaction became visible. */
    void committed(Commit commit);

    /**
     * What waits in the input topics; told about once a second.
     *
     * @param seconds that the record that waits longest has waited, wall clock; 0 when none waits
     */
    void lag(long records, double seconds);

    /** The loop lost its clients and starts over. */
    void failed(Throwable cause, int attempts);

    /**
     * @param records taken in
     * @param processNanos from the first record to the last one applied
     * @param commitNanos for the transaction's end
     * @param flights in hand
     */
    record Commit(int records, long processNanos, long commitNanos, long flights, Tally tally, FlightNews news) {}
}
