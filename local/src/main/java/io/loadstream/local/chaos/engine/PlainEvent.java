package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An input record as any JSON library reads it. Times are microseconds. */
record PlainEvent(ConsumerRecord<byte[], byte[]> record, JsonNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Set<String>> TYPES = Map.of(
            "flight_lifecycle", Set.of("FlightScheduled", "FlightDeparted", "FlightCancelled"),
            "seat_inventory", Set.of("CabinInventorySnapshot"),
            "bookings", Set.of("BookingCreated", "BookingCancelled"));

    /** {@code null} when the record is none of its topic's events: no value, no JSON, or another type. */
    static PlainEvent of(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(record.value());
            boolean known =
                    TYPES.get(record.topic()).contains(json.path("event_type").asText());
            return known ? new PlainEvent(record, json) : null;
        } catch (IOException noJson) {
            return null;
        }
    }

    String type() {
        return text("event_type");
    }

    String flight() {
        return text("flight_id");
    }

    /** Of the event. */
    long at() {
        return time("event_time");
    }

    String text(String field) {
        return json.get(field).asText();
    }

    int whole(String field) {
        return json.get(field).asInt();
    }

    BigDecimal money(String field) {
        return new BigDecimal(json.get(field).asText());
    }

    long time(String field) {
        Instant time = Instant.parse(text(field));
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** What tells it from other events of its flight, in a decision's id. */
    String identity() {
        return type().startsWith("Booking") ? type() + ' ' + text("booking_id") : type();
    }

    /** Such as {@code bookings-3@17}. */
    static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + '-' + record.partition() + '@' + record.offset();
    }
}
