package io.loadstream.generator.simulate;

import io.loadstream.domain.event.PromotionEvent;
import java.util.List;

/** Closes the loop: what was decided on the events that went out. */
public interface Reactions extends AutoCloseable {

    /**
     * Waits until all that went out is taken in.
     *
     * @param until event time that the simulation has reached, microseconds
     * @return what was decided since the last time, for each flight in the order of the decisions
     */
    List<PromotionEvent> awaitDecisions(long until);

    @Override
    default void close() {}
}
