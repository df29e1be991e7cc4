package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DECIMAL;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import io.loadstream.domain.event.Topic;
import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bookings by passenger, and their cancellations. */
final class BookingRows implements TopicRows {

    private static final byte[] CREATED = "BookingCreated".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CANCELLED = "BookingCancelled".getBytes(StandardCharsets.US_ASCII);

    private static final String[] COLUMNS = {
        "booking_id",
        "channel",
        "fare_bucket",
        "currency",
        "total_price",
        "promotion_id",
        "reason",
        "passengers.passenger_id",
        "passengers.seat_id",
        "passengers.cabin_code"
    };
    private static final int BOOKING_ID = 0;
    private static final int CHANNEL = 1;
    private static final int FARE_BUCKET = 2;
    private static final int CURRENCY = 3;
    private static final int TOTAL_PRICE = 4;
    private static final int PROMOTION_ID = 5;
    private static final int REASON = 6;
    private static final int PASSENGER_ID = 7;
    private static final int SEAT_ID = 8;
    private static final int CABIN_CODE = 9;

    private static final Merge BOOKING = Merge.into(
                    "dw.fact_booking",
                    "fact_booking",
                    // Where BookingFlight looks for them: these two first.
                    TIME.named("booked_at"),
                    TEXT.named("booking_id"),
                    TEXT.named("passenger_id"),
                    TEXT.named("flight_id"),
                    TEXT.named("channel"),
                    TEXT.named("fare_bucket"),
                    TEXT.named("cabin_code"),
                    TEXT.named("seat_id"),
                    TEXT.named("currency"),
                    DECIMAL.named("fare_paid"),
                    INT.named("booking_passengers"),
                    TEXT.named("promotion_id"),
                    INT.named("source_partition"),
                    LONG.named("source_offset"))
            .ofMostlyNewRows(BookingFlight::new);

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
    public EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        return new StoredEvents<>(ColumnEvent.open(store, objects, COLUMNS), (event, staged) -> {
            if (event.isOfType(CREATED)) {
                created(event, staged, partition);
            } else if (event.isOfType(CANCELLED)) {
                cancelled(event, staged, partition);
            } else {
                throw event.unknownType();
            }
        });
    }

    private static void created(ColumnEvent event, StagedRows staged, int partition) {
        int passengers = event.size(PASSENGER_ID);
        if (passengers == 0) {
            throw new RejectedRecordException("passengers", "must not be empty");
        }
        long price = event.longValue(TOTAL_PRICE);
        FlightRows rows = staged.ofFlights(BOOKING, passengers);
        rows.begin(event.flightId());
        for (int passenger = 0; passenger < passengers; passenger++) {
            CopyRows row = rows.row();
            row.begin(BOOKING.columns().size());
            row.time(event.eventTimeMicros());
            event.text(BOOKING_ID, row);
            event.text(PASSENGER_ID, passenger, row);
            event.flightId(row);
            event.text(CHANNEL, row);
            event.text(FARE_BUCKET, row);
            event.text(CABIN_CODE, passenger, row);
            event.text(SEAT_ID, passenger, row);
            event.text(CURRENCY, row);
            row.decimal(FareShares.of(price, passengers, passenger));
            row.intValue(passengers);
            event.textOrNull(PROMOTION_ID, row);
            row.intValue(partition);
            row.longValue(event.offset());
        }
        rows.keep();
    }

    private static void cancelled(ColumnEvent event, StagedRows staged, int partition) {
        staged.add(
                CANCELLATION,
                event.text(BOOKING_ID),
                event.flightId(),
                event.eventTime(),
                event.text(REASON),
                partition,
                event.offset());
    }
}
