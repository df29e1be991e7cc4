package io.loadstream.domain.wire;

import io.loadstream.domain.event.InvalidEventException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The event types by their wire names, each with the fields that belong to it; all others are skipped when read. */
enum EventType {
    FLIGHT_SCHEDULED(
            "FlightScheduled",
            "airline_code",
            "origin_airport",
            "destination_airport",
            "scheduled_departure_time",
            "scheduled_arrival_time",
            "aircraft_type",
            "total_seats",
            "cabins"),
    FLIGHT_DEPARTED("FlightDeparted"),
    FLIGHT_CANCELLED("FlightCancelled"),
    BOOKING_CREATED(
            "BookingCreated",
            "booking_id",
            "channel",
            "fare_bucket",
            "currency",
            "total_price",
            "passengers",
            "promotion_id"),
    BOOKING_CANCELLED("BookingCancelled", "booking_id", "reason"),
    CABIN_INVENTORY_SNAPSHOT("CabinInventorySnapshot", "time_to_departure_minutes", "currency", "cabins"),
    CABIN_INVENTORY_METRICS(
            "CabinInventoryMetrics",
            "booked_seats",
            "total_seats",
            "load_factor",
            "minutes_to_departure",
            "booking_velocity_per_day",
            "revenue",
            "currency"),
    PROMOTION_TRIGGERED(
            "PromotionTriggered",
            "decision_source",
            "current_load_factor",
            "minutes_to_departure",
            "target_fare_bucket",
            "discount_percentage",
            "rule",
            "valid_until",
            "decision_id",
            "policy_revision",
            "inputs",
            "considered",
            "arm",
            "caused_by",
            "trace_id"),
    PROMOTION_SUPPRESSED(
            "PromotionSuppressed",
            "rule",
            "reason",
            "decision_id",
            "policy_revision",
            "inputs",
            "considered",
            "arm",
            "caused_by",
            "trace_id"),
    PROMOTION_ENDED("PromotionEnded", "decision_id", "reason"),
    BOOKING_TRUTH(
            "BookingTruth",
            "booking_id",
            "segment",
            "party_size",
            "willingness_to_pay",
            "currency",
            "effect",
            "fare_bucket",
            "total_price",
            "counterfactual_fare_bucket",
            "counterfactual_total_price"),
    FLIGHT_TRUTH(
            "FlightTruth",
            "total_seats",
            "offers",
            "booked_seats",
            "boarded_seats",
            "revenue",
            "counterfactual_booked_seats",
            "counterfactual_boarded_seats",
            "counterfactual_revenue",
            "currency",
            "spilled_seats",
            "counterfactual_spilled_seats");

    private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;
    private final Set<String> fields;

    EventType(String wireName, String... fields) {
        this.wireName = wireName;
        this.fields = new HashSet<>(Set.of(fields));
        this.fields.addAll(Set.of("event_type", "event_time", "flight_id"));
    }

    static EventType named(String wireName) {
        EventType type = BY_WIRE_NAME.get(wireName);
        if (type == null) {
            throw new InvalidEventException("event_type", "is unknown: " + wireName);
        }
        return type;
    }

    String wireName() {
        return wireName;
    }

    Set<String> fields() {
        return Set.copyOf(fields);
    }

    boolean has(String field) {
        return fields.contains(field);
    }
}
