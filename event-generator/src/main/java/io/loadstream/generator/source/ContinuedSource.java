package io.loadstream.generator.source;

import java.util.function.Predicate;

/** A source of which some events went out in an earlier run: it has only the others. */
public final class ContinuedSource extends ForwardingSource {

    private final Predicate<OutgoingEvent> wentOut;

    /** @param wentOut is asked about each event in the order of the source; about one again only after it said no */
    public ContinuedSource(EventSource source, Predicate<OutgoingEvent> wentOut) {
        super(source);
        this.wentOut = wentOut;
    }

    @Override
    public OutgoingEvent peek() {
        OutgoingEvent next = source.peek();
        while (next != null && wentOut.test(next)) {
            source.take();
            next = source.peek();
        }
        return next;
    }

    /** Looks past what went out: the source may wait right behind it, for events that this one had. */
    @Override
    public boolean waitsForSent() {
        while (!source.waitsForSent()) {
            OutgoingEvent next = source.peek();
            if (next == null || !wentOut.test(next)) {
                return false;
            }
            source.take();
        }
        return true;
    }
}
