package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.MONEY;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import dev.hardwood.row.PqStruct;
import io.loadstream.domain.event.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Bookings by passenger, and their cancellations. */
final class BookingRows implements TopicRows {

    private static final Merge BOOKING = Merge.into(
                    "dw.fact_booking",
                    "fact_booking",
                    TEXT.named("booking_id"),
                    TEXT.named("passenger_id"),
                    TEXT.named("flight_id"),
                    TIME.named("booked_at"),
                    TEXT.named("channel"),
                    TEXT.named("fare_bucket"),
                    TEXT.named("cabin_code"),
                    TEXT.named("seat_id"),
                    TEXT.named("currency"),
                    MONEY.named("fare_paid"),
                    INT.named("booking_passengers"),
                    TEXT.named("promotion_id"),
                    INT.named("source_partition"),
                    LONG.named("source_offset"))
            .ofMostlyNewRows();

    private static final Merge CANCELLATION = Merge.into(
            "dw.booking_cancellation",
            "booking_cancellation",
            TEXT.named("booking_id"),
            TEXT.named("flight_id"),
            TIME.named("cancelled_at"),
            TEXT.named("reason"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

    @Override
    public String topic() {
        return Topic.BOOKINGS.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of(
                "booking_id",
                "channel",
                "fare_bucket",
                "currency",
                "total_price",
                "passengers",
                "promotion_id",
                "reason");
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        switch (event.eventType()) {
            case "BookingCreated" -> created(event, staged);
            case "BookingCancelled" -> cancelled(event, staged);
            default -> throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
    }

    private static void created(EventRow event, StagedRows staged) {
        String flightId = event.flightId();
        String bookingId = event.text(0);
        Instant at = event.eventTime();
        String channel = event.text(1);
        String fareBucket = event.text(2);
        String currency = event.text(3);
        String promotionId = event.textOrNull(6);
        List<Passenger> passengers =
                event.structs(5).stream().map(BookingRows::passenger).toList();
        if (passengers.isEmpty()) {
            throw new RejectedRecordException("passengers", "must not be empty");
        }
        BigDecimal[] shares = FareShares.of(event.money(4), passengers.size());
        for (int i = 0; i < shares.length; i++) {
            Passenger passenger = passengers.get(i);
            staged.add(
                    BOOKING,
                    bookingId,
                    passenger.id(),
                    flightId,
                    at,
                    channel,
                    fareBucket,
                    passenger.cabin(),
                    passenger.seat(),
                    currency,
                    shares[i],
                    shares.length,
                    promotionId,
                    event.partition(),
                    event.offset());
        }
    }

    private static void cancelled(EventRow event, StagedRows staged) {
        staged.add(
                CANCELLATION,
                event.text(0),
                event.flightId(),
                event.eventTime(),
                event.text(7),
                event.partition(),
                event.offset());
    }

    private static Passenger passenger(PqStruct struct) {
        return new Passenger(
                EventRow.text(struct, "passenger_id", "passengers.passenger_id"),
                EventRow.text(struct, "seat_id", "passengers.seat_id"),
                EventRow.text(struct, "cabin_code", "passengers.cabin_code"));
    }

    private record Passenger(String id, String seat, String cabin) {}
}
