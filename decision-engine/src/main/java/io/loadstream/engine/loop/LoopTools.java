package io.loadstream.engine.loop;

import io.loadstream.domain.flight.FlightStateFormat;
import io.loadstream.domain.wire.BookingReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.domain.wire.MetricsWriter;

/** What all partitions of one loop use in turn, on its thread. */
record LoopTools(
        DeadLetters deadLetters,
        Tally tally,
        BookingReader bookings,
        EventWriter writer,
        MetricsWriter metrics,
        FlightStateFormat format) {

    static LoopTools with(DeadLetters deadLetters) {
        return new LoopTools(
                deadLetters,
                new Tally(),
                new BookingReader(),
                new EventWriter(),
                new MetricsWriter(),
                new FlightStateFormat());
    }
}
