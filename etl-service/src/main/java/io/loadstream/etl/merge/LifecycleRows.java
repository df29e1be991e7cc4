package io.loadstream.etl.merge;

import static io.loadstream.etl.merge.ColumnKind.INT;
import static io.loadstream.etl.merge.ColumnKind.LONG;
import static io.loadstream.etl.merge.ColumnKind.TEXT;
import static io.loadstream.etl.merge.ColumnKind.TIME;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hardwood.row.PqStruct;
import io.loadstream.domain.event.Topic;
import java.time.OffsetDateTime;
import java.util.List;

/** Flights: every schedule with its validity, the one in force, departure and cancellation. */
final class LifecycleRows implements TopicRows {

    private static final Merge SCHEDULE = Merge.into(
                    "dw.dim_flight_history",
                    "dim_flight_history",
                    Merge.Keeps.LAST,
                    TEXT,
                    TIME,
                    TEXT,
                    TEXT,
                    TEXT,
                    TIME,
                    TIME,
                    TEXT,
                    INT,
                    TEXT,
                    INT,
                    LONG)
            .followedBy("flight_validity", "dim_flight", "booking_departure");

    private static final Merge DEPARTURE =
            Merge.into("dw.dim_flight", "flight_departure", Merge.Keeps.FIRST, TEXT, TIME);

    private static final Merge CANCELLATION =
            Merge.into("dw.dim_flight", "flight_cancellation", Merge.Keeps.FIRST, TEXT, TIME);

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
    public void add(EventRow event, PendingRows pending) {
        String flightId = event.flightId();
        OffsetDateTime at = event.eventTime();
        switch (event.eventType()) {
            case "FlightScheduled" ->
                pending.add(
                        SCHEDULE,
                        flightId,
                        List.of(flightId, at),
                        event.position(),
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
            case "FlightDeparted" -> pending.add(DEPARTURE, flightId, flightId, event.position(), flightId, at);
            case "FlightCancelled" -> pending.add(CANCELLATION, flightId, flightId, event.position(), flightId, at);
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
