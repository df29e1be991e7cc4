package io.loadstream.etl.merge;

/** The events of some files, one after the other. For one thread. */
public interface EventCursor extends AutoCloseable {

    /**
     * Goes to the next record.
     *
     * @return {@code false} when there is none
     * @throws io.loadstream.lake.LakeException when a file cannot be read; nothing is skipped
     */
    boolean next();

    /** The record's. */
    long offset();

    /** Broker timestamp, wall clock, in microseconds since 1970. */
    long producedMicros();

    /**
     * The flight that the event is of.
     *
     * @throws RejectedRecordException when the record is no event, or tells none
     */
    String flightId();

    /**
     * Adds the rows of this event; none when it throws.
     *
     * @throws RejectedRecordException when the record is no event of the contract
     */
    void stage(StagedRows staged);

    @Override
    void close();
}
