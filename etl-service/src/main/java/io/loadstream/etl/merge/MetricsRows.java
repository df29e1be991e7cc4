package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.DECIMAL;
import static io.loadstream.etl.merge.ColumnKind.DOUBLE;
import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import io.loadstream.domain.event.Topic;
import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The engine's view of a flight after each of its booking events. */
final class MetricsRows implements TopicRows {

    private static final byte[] METRICS_TYPE = "CabinInventoryMetrics".getBytes(StandardCharsets.US_ASCII);

    private static final String[] COLUMNS = {
        "booked_seats",
        "total_seats",
        "load_factor",
        "minutes_to_departure",
        "booking_velocity_per_day",
        "revenue",
        "currency"
    };
    private static final int BOOKED_SEATS = 0;
    private static final int TOTAL_SEATS = 1;
    private static final int LOAD_FACTOR = 2;
    private static final int MINUTES = 3;
    private static final int VELOCITY = 4;
    private static final int REVENUE = 5;
    private static final int CURRENCY = 6;

    /** What the column holds. */
    private static final int LOAD_FACTOR_DECIMALS = 3;

    private static final long THOUSANDTHS = 1_000;
    private static final long LOAD_FACTOR_LIMIT = 1_000_000;

    /** Ten-thousandths in one of them. */
    private static final int UNITS = 10;

    private static final Merge METRICS = Merge.into(
                    "dw.fact_inventory_metrics",
                    "fact_inventory_metrics",
                    TEXT.named("flight_id"),
                    TIME.named("event_time"),
                    LONG.named("source_offset"),
                    INT.named("source_partition"),
                    INT.named("booked_seats"),
                    INT.named("total_seats"),
                    DECIMAL.named("load_factor"),
                    LONG.named("minutes_to_departure"),
                    DOUBLE.named("booking_velocity_per_day"),
                    DECIMAL.named("revenue"),
                    TEXT.named("currency"))
            .ofMostlyNewRows(() -> FlightColumns.NONE);

    @Override
    public String topic() {
        return Topic.INVENTORY_METRICS.topicName();
    }

    @Override
    public EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        return new StoredEvents<>(ColumnEvent.open(store, objects, COLUMNS), (event, staged) -> {
            if (!event.isOfType(METRICS_TYPE)) {
                throw event.unknownType();
            }
            add(event, staged, partition);
        });
    }

    private static void add(ColumnEvent event, StagedRows staged, int partition) {
        FlightRows rows = staged.ofFlights(METRICS, 1);
        rows.begin(event.flightId());
        CopyRows row = rows.row();
        row.begin(METRICS.columns().size());
        event.flightId(row);
        row.time(event.eventTimeMicros());
        row.longValue(event.offset());
        row.intValue(partition);
        row.intValue(event.intValue(BOOKED_SEATS));
        row.intValue(event.intValue(TOTAL_SEATS));
        row.decimal(loadFactor(event));
        row.longValue(event.longValue(MINUTES));
        if (event.isNull(VELOCITY)) {
            row.absent();
        } else {
            row.doubleValue(event.doubleValue(VELOCITY));
        }
        if (event.isNull(REVENUE)) {
            row.absent();
        } else {
            row.decimal(event.longValue(REVENUE));
        }
        event.textOrNull(CURRENCY, row);
        rows.keep();
    }

    /** Rounded to the column's decimals, half away from zero, in ten-thousandths. */
    private static long loadFactor(ColumnEvent event) {
        double told = event.doubleValue(LOAD_FACTOR);
        long rounded = Math.round(told * THOUSANDTHS);
        if (!(Math.abs(rounded) < LOAD_FACTOR_LIMIT * THOUSANDTHS)) {
            throw event.rejected(LOAD_FACTOR, "must be below " + LOAD_FACTOR_LIMIT + ": " + told);
        }
        if (rounded / (double) THOUSANDTHS != told) {
            rounded = BigDecimal.valueOf(told)
                    .setScale(LOAD_FACTOR_DECIMALS, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
        }
        return rounded * UNITS;
    }
}
