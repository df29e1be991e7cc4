package io.loadstream.domain.decision;

import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.wire.EventWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes everything that a partition puts out, in order. */
final class Recorder implements Output {

    final List<String> lines = new ArrayList<>();
    final List<PromotionEvent> promotions = new ArrayList<>();
    final List<Fate> fates = new ArrayList<>();
    int metrics;

    @Override
    public void metrics(FlightState flight, long at) {
        metrics++;
        lines.add("metrics %s %d %d %s %d %s %s"
                .formatted(
                        flight.flightId(),
                        at,
                        flight.bookedSeats(),
                        flight.loadFactor(),
                        flight.minutesToDeparture(at),
                        flight.velocityPerDay(at),
                        flight.revenue()));
    }

    @Override
    public void promotion(PromotionEvent event) {
        promotions.add(event);
        lines.add(new String(new EventWriter().write(event), StandardCharsets.UTF_8));
    }

    @Override
    public void fate(InputEvent event, Fate fate) {
        fates.add(fate);
    }

    @Override
    public void refused(Arrived kept, Fate fate) {
        lines.add("refused " + kept.event() + ' ' + fate);
    }
}
