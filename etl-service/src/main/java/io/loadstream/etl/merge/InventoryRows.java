package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DECIMAL;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import dev.hardwood.row.PqStruct;
import io.loadstream.domain.event.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was for sale, by cabin and booking class. */
final class InventoryRows implements RowByRow {

    private static final Merge SNAPSHOT = Merge.into(
            "dw.fact_inventory_snapshot",
            "fact_inventory_snapshot",
            TEXT.named("flight_id"),
            TIME.named("event_time"),
            TEXT.named("cabin_code"),
            TEXT.named("fare_bucket"),
            INT.named("available_seats"),
            DECIMAL.named("price"),
            TEXT.named("currency"),
            LONG.named("minutes_to_departure"),
            INT.named("source_partition"),
            LONG.named("source_offset"));

    @Override
    public String topic() {
        return Topic.SEAT_INVENTORY.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of("time_to_departure_minutes", "currency", "cabins");
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        if (!event.eventType().equals("CabinInventorySnapshot")) {
            throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
        String flightId = event.flightId();
        Instant at = event.eventTime();
        long minutes = event.longValue(0);
        String currency = event.text(1);
        for (Offer offer : offers(event)) {
            staged.add(
                    SNAPSHOT,
                    flightId,
                    at,
                    offer.cabin(),
                    offer.bucket(),
                    offer.seats(),
                    offer.price(),
                    currency,
                    minutes,
                    event.partition(),
                    event.offset());
        }
    }

    private static List<Offer> offers(EventRow event) {
        List<Offer> offers = new ArrayList<>();
        for (PqStruct cabin : event.structs(2)) {
            String cabinCode = EventRow.text(cabin, "cabin_code", "cabins.cabin_code");
            if (!cabin.isNull("fare_buckets")) {
                for (PqStruct bucket : cabin.getList("fare_buckets").structs()) {
                    offers.add(new Offer(
                            cabinCode,
                            EventRow.text(bucket, "bucket", "cabins.fare_buckets.bucket"),
                            bucket.getInt("available_seats"),
                            bucket.getDecimal("price")));
                }
            }
        }
        return offers;
    }

    private record Offer(String cabin, String bucket, int seats, BigDecimal price) {}
}
