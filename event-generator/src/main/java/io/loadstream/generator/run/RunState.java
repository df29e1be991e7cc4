package io.loadstream.generator.run;

/**
 * Where a run is.
 *
 * <pre>
 *   IDLE ---> STARTING ---> RUNNING <---> PAUSED
 *                |             |            |
 *                +----> FAILED, FINISHED, STOPPED ---> STARTING (asked for again)
 * </pre>
 */
public enum RunState {
    /** Nothing was asked for yet. */
    IDLE,
    /** The source is read and the topics are waited for. */
    STARTING,
    RUNNING,
    PAUSED,
    /** All events are out and acknowledged. */
    FINISHED,
    /** Ended before its time, as asked; what went out is acknowledged. */
    STOPPED,
    /** Ended by an error, which the status tells. */
    FAILED;

    /** Whether nothing more comes without being asked for. */
    public boolean isOver() {
        return this == FINISHED || this == STOPPED || this == FAILED;
    }
}
