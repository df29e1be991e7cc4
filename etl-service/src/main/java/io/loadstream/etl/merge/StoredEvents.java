package io.loadstream.etl.merge;

import java.util.function.BiConsumer;

/**
 * Events, one after the other.
 *
 * @param rows adds those of the event that is read now
 */
record StoredEvents<E extends StoredEvent>(E event, BiConsumer<E, StagedRows> rows) implements EventCursor {

    @Override
    public boolean next() {
        return event.next();
    }

    @Override
    public long offset() {
        return event.offset();
    }

    @Override
    public long producedMicros() {
        return event.producedMicros();
    }

    @Override
    public String flightId() {
        event.checkParsed();
        return event.flightId();
    }

    @Override
    public void stage(StagedRows staged) {
        event.checkParsed();
        rows.accept(event, staged);
    }

    @Override
    public void close() {
        event.close();
    }
}
