package io.loadstream.generator.simulate;

import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.ForwardingSource;
import io.loadstream.generator.source.OutgoingEvent;
import java.util.function.ToLongFunction;

/**
 * Has each record of a closed loop tell which decisions the flight's customers had seen when it went out: so whoever reads
 * the topics can play the run again, customers' answers to offers included.
 */
public final class ClosedLoopSource extends ForwardingSource {

    private final ToLongFunction<byte[]> seen;
    private OutgoingEvent next;

    /** @param seen offset before which they had seen the decisions, by a record's key */
    public ClosedLoopSource(EventSource source, ToLongFunction<byte[]> seen) {
        super(source);
        this.seen = seen;
    }

    @Override
    public OutgoingEvent peek() {
        if (next == null) {
            OutgoingEvent event = source.peek();
            next = event == null ? null : event.seeing(seen.applyAsLong(event.key()));
        }
        return next;
    }

    @Override
    public void take() {
        next = null;
        source.take();
    }
}
