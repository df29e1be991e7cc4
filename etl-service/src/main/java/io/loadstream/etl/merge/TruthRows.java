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
            TEXT.named("flight_id"),
            TIME.named("departed_at"),
            INT.named("total_seats"),
            INT.named("offers"),
            INT.named("booked_seats"),
            INT.named("boarded_seats"),
            MONEY.named("revenue"),
            INT.named("counterfactual_booked_seats"),
            INT.named("counterfactual_boarded_seats"),
            MONEY.named("counterfactual_revenue"),
            TEXT.named("currency"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

    private static final Merge BOOKING = Merge.into(
            "simulation_truth.booking",
            "truth_booking",
            TEXT.named("booking_id"),
            TEXT.named("flight_id"),
            TIME.named("event_time"),
            TEXT.named("segment"),
            INT.named("party_size"),
            MONEY.named("willingness_to_pay"),
            TEXT.named("currency"),
            TEXT.named("effect"),
            TEXT.named("fare_bucket"),
            MONEY.named("total_price"),
            TEXT.named("counterfactual_fare_bucket"),
            MONEY.named("counterfactual_total_price"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

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
    public void add(EventRow event, StagedRows staged) {
        switch (event.eventType()) {
            case "FlightTruth" -> flight(event, staged);
            case "BookingTruth" -> booking(event, staged);
            default -> throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
    }

    private static void flight(EventRow event, StagedRows staged) {
        staged.add(
                FLIGHT,
                event.flightId(),
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

    private static void booking(EventRow event, StagedRows staged) {
        staged.add(
                BOOKING,
                event.text(9),
                event.flightId(),
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
