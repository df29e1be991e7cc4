package io.loadstream.domain.market;

import io.loadstream.domain.event.Event;

/** Takes what happens in a market, in the order in which it happens. */
@FunctionalInterface
public interface EventSink {

    void accept(Event event);
}
