package io.loadstream.etl.merge;

/** The record of some files that is read now, however they are read. For one thread. */
sealed interface StoredEvent extends AutoCloseable permits ColumnEvent, EventRow {

    /** Goes to the next record; {@code false} when there is none. */
    boolean next();

    long offset();

    /** Broker timestamp, wall clock, in microseconds since 1970. */
    long producedMicros();

    /**
     * @throws RejectedRecordException when the record did not parse on its way into the lake
     */
    void checkParsed();

    String flightId();

    @Override
    void close();
}
