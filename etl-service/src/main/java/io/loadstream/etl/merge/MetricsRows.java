package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DOUBLE;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.MONEY;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import io.loadstream.domain.event.Topic;
import java.util.List;

/** The engine's view of a flight after each of its booking events. */
final class MetricsRows implements TopicRows {

    private static final Merge METRICS = Merge.into(
                    "dw.fact_inventory_metrics",
                    "fact_inventory_metrics",
                    TEXT.named("flight_id"),
                    TIME.named("event_time"),
                    LONG.named("source_offset"),
                    INT.named("source_partition"),
                    INT.named("booked_seats"),
                    INT.named("total_seats"),
                    DOUBLE.named("load_factor"),
                    LONG.named("minutes_to_departure"),
                    DOUBLE.named("booking_velocity_per_day"),
                    MONEY.named("revenue"),
                    TEXT.named("currency"))
            .ofMostlyNewRows();

    @Override
    public String topic() {
        return Topic.INVENTORY_METRICS.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of(
                "booked_seats",
                "total_seats",
                "load_factor",
                "minutes_to_departure",
                "booking_velocity_per_day",
                "revenue",
                "currency");
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        if (!event.eventType().equals("CabinInventoryMetrics")) {
            throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
        staged.add(
                METRICS,
                event.flightId(),
                event.eventTime(),
                event.offset(),
                event.partition(),
                event.intValue(0),
                event.intValue(1),
                event.doubleValue(2),
                event.longValue(3),
                event.doubleOrNull(4),
                event.moneyOrNull(5),
                event.textOrNull(6));
    }
}
