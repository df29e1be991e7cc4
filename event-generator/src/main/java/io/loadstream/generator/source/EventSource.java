package io.loadstream.generator.source;

/** Where a run's events come from, one after the other in the order in which they go out. For one thread. */
public interface EventSource extends AutoCloseable {

    /** The next event, which stays the next one until it is taken; {@code null} at the end. */
    OutgoingEvent peek();

    /** Takes the event that {@link #peek()} shows. */
    void take();

    /** Whether all events that were taken must have gone out before the next one is asked for. */
    default boolean waitsForSent() {
        return false;
    }

    /** Which part of it is taken, from 0 to 1; any thread may ask. */
    double progress();

    @Override
    default void close() {}
}
