package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.loadstream.domain.event.Topic;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import java.time.Instant;
import java.util.List;

/** Flights: every schedule with its validity, the one in force, departure and cancellation. */
final class LifecycleRows implements TopicRows {

    private static final String[] COLUMNS = {
        "airline_code",
        "origin_airport",
        "destination_airport",
        "scheduled_departure_time",
        "scheduled_arrival_time",
        "aircraft_type",
        "total_seats",
        "cabins.cabin_code",
        "cabins.seat_count"
    };
    private static final int AIRLINE = 0;
    private static final int ORIGIN = 1;
    private static final int DESTINATION = 2;
    private static final int DEPARTS = 3;
    private static final int ARRIVES = 4;
    private static final int AIRCRAFT = 5;
    private static final int TOTAL_SEATS = 6;
    private static final int CABIN_CODE = 7;
    private static final int SEAT_COUNT = 8;

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
    public EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        return new StoredEvents<>(
                ColumnEvent.open(store, objects, COLUMNS), (event, staged) -> add(event, staged, partition));
    }

    private static void add(ColumnEvent event, StagedRows staged, int partition) {
        String flightId = event.flightId();
        Instant at = event.eventTime();
        switch (event.eventType()) {
            case "FlightScheduled" ->
                staged.add(
                        SCHEDULE,
                        flightId,
                        at,
                        event.text(AIRLINE),
                        event.text(ORIGIN),
                        event.text(DESTINATION),
                        event.time(DEPARTS),
                        event.time(ARRIVES),
                        event.text(AIRCRAFT),
                        event.intValue(TOTAL_SEATS),
                        cabins(event),
                        partition,
                        event.offset());
            case "FlightDeparted" -> staged.add(DEPARTURE, flightId, at);
            case "FlightCancelled" -> staged.add(CANCELLATION, flightId, at);
            default -> throw event.unknownType();
        }
    }

    private static String cabins(ColumnEvent event) {
        ArrayNode cabins = JsonNodeFactory.instance.arrayNode();
        for (int cabin = 0; cabin < event.size(CABIN_CODE); cabin++) {
            cabins.addObject()
                    .put("cabin_code", event.text(CABIN_CODE, cabin))
                    .put("seat_count", event.intValue(SEAT_COUNT, cabin));
        }
        return cabins.toString();
    }
}
