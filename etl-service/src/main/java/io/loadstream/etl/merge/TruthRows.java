package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.MONEY;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import io.loadstream.domain.event.Topic;
import java.util.List;

/** What simulated flights and bookings would have been without promotions: only for judging estimates. */
final class TruthRows implements TopicRows {

    private static final Merge FLIGHT = Merge.into(
            "simulation_truth.flight",
            "truth_flight",
            Merge.Keeps.FIRST,
            TEXT,
            TIME,
            INT,
            INT,
            INT,
            INT,
            MONEY,
            INT,
            INT,
            MONEY,
            TEXT,
            INT,
            LONG);

    private static final Merge BOOKING = Merge.into(
            "simulation_truth.booking",
            "truth_booking",
            Merge.Keeps.FIRST,
            TEXT,
            TEXT,
            TIME,
            TEXT,
            INT,
            MONEY,
            TEXT,
            TEXT,
            TEXT,
            MONEY,
            TEXT,
            MONEY,
            INT,
            LONG);

    @Override
    public String topic() {
        return Topic.SIMULATION_TRUTH.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of(
                "total_seats",
                "offers",
                "booked_seats",
                "boarded_seats",
                "revenue",
                "counterfactual_booked_seats",
                "counterfactual_boarded_seats",
                "counterfactual_revenue",
                "currency",
                "booking_id",
                "segment",
                "party_size",
                "willingness_to_pay",
                "effect",
                "fare_bucket",
                "total_price",
                "counterfactual_fare_bucket",
                "counterfactual_total_price");
    }

    @Override
    public void add(EventRow event, PendingRows pending) {
        switch (event.eventType()) {
            case "FlightTruth" -> flight(event, pending);
            case "BookingTruth" -> booking(event, pending);
            default -> throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
    }

    private static void flight(EventRow event, PendingRows pending) {
        String flightId = event.flightId();
        pending.add(
                FLIGHT,
                flightId,
                flightId,
                event.position(),
                flightId,
                event.eventTime(),
                event.intValue(0),
                event.intValue(1),
                event.intValue(2),
                event.intValue(3),
                event.money(4),
                event.intValue(5),
                event.intValue(6),
                event.money(7),
                event.text(8),
                event.partition(),
                event.offset());
    }

    private static void booking(EventRow event, PendingRows pending) {
        String flightId = event.flightId();
        String bookingId = event.text(9);
        pending.add(
                BOOKING,
                flightId,
                bookingId,
                event.position(),
                bookingId,
                flightId,
                event.eventTime(),
                event.text(10),
                event.intValue(11),
                event.money(12),
                event.text(8),
                event.text(13),
                event.textOrNull(14),
                event.moneyOrNull(15),
                event.textOrNull(16),
                event.moneyOrNull(17),
                event.partition(),
                event.offset());
    }
}
