package io.loadstream.domain.decision;

import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;

/** Where {@link PartitionFlights} puts what follows from an event, in order. */
public interface Output {

    /** The flight's bookings changed, at {@code at} (microseconds): its figures are to be published. */
    void metrics(FlightState flight, long at);

    /** A promotion began, was withheld or ended. */
    void promotion(PromotionEvent event);

    /** What became of an event. */
    void fate(InputEvent event, Fate fate);

    /** A kept booking that could not be applied when its flight's schedule came, or whose schedule never came. */
    void refused(Arrived kept, Fate fate);
}
