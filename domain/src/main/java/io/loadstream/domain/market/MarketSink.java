package io.loadstream.domain.market;

/**
 * Takes what happens in a market, in the order in which it happens. What it is shown is one object that is used again
 * and again: it is valid until {@link #accept} returns.
 */
@FunctionalInterface
public interface MarketSink {

    void accept(Happening happening);

    /** One that hands on each event as a record of its own. */
    static MarketSink ofEvents(EventSink events) {
        return happening -> events.accept(happening.toEvent());
    }
}
