package io.loadstream.benchmarks.streams;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.BookingHash;
import io.loadstream.domain.wire.EventReader;
import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts each booking once, answers it with a metric, and offers promotions by the rule of iteration 1. */
final class FlightProcessor implements Processor<String, byte[], String, Event> {

    static final String STORE = "departures";

    private ProcessorContext<String, Event> context;
    private KeyValueStore<String, Departure> departures;

    @Override
    public void init(ProcessorContext<String, Event> context) {
        this.context = context;
        this.departures = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        switch (EventReader.read(record.value())) {
            case FlightScheduled scheduled ->
                departures.putIfAbsent(
                        scheduled.flightId(),
                        Departure.scheduled(scheduled.totalSeats(), scheduled.scheduledDepartureTime()));
            case BookingCreated booking -> booked(record, booking);
            default -> {
                // Nothing else is in the backlog.
            }
        }
    }

    private void booked(Record<String, byte[]> record, BookingCreated booking) {
        Departure before = departures.get(booking.flightId());
        long hash = BookingHash.of(booking.bookingId());
        if (before == null || before.has(hash)) {
            return;
        }
        Departure departure = before.with(hash, booking.seats(), booking.totalPrice());
        departures.put(booking.flightId(), departure);
        long minutes = departure.minutesToDeparture(booking.eventTime());
        context.forward(record.withValue(new CabinInventoryMetrics(
                booking.eventTime(),
                booking.flightId(),
                departure.bookedSeats(),
                departure.totalSeats(),
                departure.loadFactor(),
                minutes,
                null,
                BigDecimal.valueOf(departure.revenueCents(), 2),
                booking.currency())));
        double loadFactor = departure.loadFactor();
        if (minutes < 45 && loadFactor < 0.80) {
            offer(record, booking, departure, minutes, 25);
        } else if (minutes < 90 && loadFactor < 0.70) {
            offer(record, booking, departure, minutes, 10);
        }
    }

    private void offer(
            Record<String, byte[]> record, BookingCreated booking, Departure departure, long minutes, int discount) {
        String rule = discount + " percent";
        Explanation explanation = new Explanation(
                booking.bookingId() + '/' + discount,
                "iteration-1",
                new Explanation.Inputs(
                        departure.bookedSeats(), departure.totalSeats(), departure.loadFactor(), minutes, null),
                List.of(new Explanation.Consideration(rule, true, minutes + " min, " + departure.loadFactor())),
                Explanation.Arm.TREATED,
                null,
                null);
        context.forward(record.withValue(new PromotionTriggered(
                booking.eventTime(),
                booking.flightId(),
                "kafka-streams",
                departure.loadFactor(),
                minutes,
                "K",
                discount,
                rule,
                null,
                explanation)));
    }
}
