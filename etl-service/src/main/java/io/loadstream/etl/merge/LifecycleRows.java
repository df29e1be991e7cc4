package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardwood.row.PqStruct;
import io.loadstream.domain.event.Topic;
import java.time.Instant;
import java.util.List;

/** Flights: every schedule with its validity, the one in force, departure and cancellation. */
final class LifecycleRows implements TopicRows {

    private static final Merge SCHEDULE = Merge.into(
                    "dw.dim_flight_history",
                    "dim_flight_history",
                    TEXT.named("flight_id"),
                    TIME.named("valid_from"),
                    TEXT.named("airline_code"),
                    TEXT.named("origin_airport"),
                    TEXT.named("destination_airport"),
                    TIME.named("scheduled_departure_time"),
                    TIME.named("scheduled_arrival_time"),
                    TEXT.named("aircraft_type"),
                    INT.named("total_seats"),
                    TEXT.named("cabins"),
                    INT.named("source_partition"),
                    LONG.named("source_offset"))
            .followedBy("flight_validity", "dim_flight", "booking_departure");

    private static final Merge DEPARTURE =
            Merge.into("dw.dim_flight", "flight_departure", TEXT.named("flight_id"), TIME.named("departed_at"));

    private static final Merge CANCELLATION =
            Merge.into("dw.dim_flight", "flight_cancellation", TEXT.named("flight_id"), TIME.named("cancelled_at"));

    @Override
    public String topic() {
        return Topic.FLIGHT_LIFECYCLE.topicName();
    }

    @Override
    public List<String> columns() {
        return List.of(
                "airline_code",
                "origin_airport",
                "destination_airport",
                "scheduled_departure_time",
                "scheduled_arrival_time",
                "aircraft_type",
                "total_seats",
                "cabins");
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        String flightId = event.flightId();
        Instant at = event.eventTime();
        switch (event.eventType()) {
            case "FlightScheduled" ->
                staged.add(
                        SCHEDULE,
                        flightId,
                        at,
                        event.text(0),
                        event.text(1),
                        event.text(2),
                        event.time(3),
                        event.time(4),
                        event.text(5),
                        event.intValue(6),
                        cabins(event),
                        event.partition(),
                        event.offset());
            case "FlightDeparted" -> staged.add(DEPARTURE, flightId, at);
            case "FlightCancelled" -> staged.add(CANCELLATION, flightId, at);
            default -> throw new RejectedRecordException("event_type", "is unknown: " + event.eventType());
        }
    }

    private static String cabins(EventRow event) {
        ArrayNode cabins = JsonNodeFactory.instance.arrayNode();
        for (PqStruct cabin : event.structs(7)) {
            cabins.addObject()
                    .put("cabin_code", EventRow.text(cabin, "cabin_code", "cabins.cabin_code"))
                    .put("seat_count", cabin.getInt("seat_count"));
        }
        return cabins.toString();
    }
}
