package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DECIMAL;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import io.loadstream.domain.event.Topic;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import java.util.List;

/** What simulated flights and bookings would have been without promotions: only for judging estimates. */
final class TruthRows implements TopicRows {

    private static final String[] COLUMNS = {
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
        "counterfactual_total_price",
        "spilled_seats",
        "counterfactual_spilled_seats"
    };

    private static final Merge FLIGHT = Merge.into(
            "simulation_truth.flight",
            "truth_flight",
            TEXT.named("flight_id"),
            TIME.named("departed_at"),
            INT.named("total_seats"),
            INT.named("offers"),
            INT.named("booked_seats"),
            INT.named("boarded_seats"),
            DECIMAL.named("revenue"),
            INT.named("counterfactual_booked_seats"),
            INT.named("counterfactual_boarded_seats"),
            DECIMAL.named("counterfactual_revenue"),
            TEXT.named("currency"),
            INT.named("spilled_seats"),
            INT.named("counterfactual_spilled_seats"),
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
            DECIMAL.named("willingness_to_pay"),
            TEXT.named("currency"),
            TEXT.named("effect"),
            TEXT.named("fare_bucket"),
            DECIMAL.named("total_price"),
            TEXT.named("counterfactual_fare_bucket"),
            DECIMAL.named("counterfactual_total_price"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

    @Override
    public String topic() {
        return Topic.SIMULATION_TRUTH.topicName();
    }

    @Override
    public EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        return new StoredEvents<>(ColumnEvent.open(store, objects, COLUMNS), (event, staged) -> {
            switch (event.eventType()) {
                case "FlightTruth" -> flight(event, staged, partition);
                case "BookingTruth" -> booking(event, staged, partition);
                default -> throw event.unknownType();
            }
        });
    }

    private static void flight(ColumnEvent event, StagedRows staged, int partition) {
        staged.add(
                FLIGHT,
                event.flightId(),
                event.eventTime(),
                event.intValue(0),
                event.intValue(1),
                event.intValue(2),
                event.intValue(3),
                event.decimal(4),
                event.intValue(5),
                event.intValue(6),
                event.decimal(7),
                event.text(8),
                event.intOrNull(18),
                event.intOrNull(19),
                partition,
                event.offset());
    }

    private static void booking(ColumnEvent event, StagedRows staged, int partition) {
        staged.add(
                BOOKING,
                event.text(9),
                event.flightId(),
                event.eventTime(),
                event.text(10),
                event.intValue(11),
                event.decimal(12),
                event.text(8),
                event.text(13),
                event.textOrNull(14),
                event.decimalOrNull(15),
                event.textOrNull(16),
                event.decimalOrNull(17),
                partition,
                event.offset());
    }
}
