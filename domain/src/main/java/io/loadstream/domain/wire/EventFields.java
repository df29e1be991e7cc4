package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of all event types together, filled in one pass over the JSON: the type may stand anywhere in the object,
 * so what a field belongs to is known only at its end.
 */
final class EventFields {

    private String eventType;
    private Instant eventTime;
    private String flightId;

    private String airlineCode;
    private String originAirport;
    private String destinationAirport;
    private Instant scheduledDepartureTime;
    private Instant scheduledArrivalTime;
    private String aircraftType;
    private Integer totalSeats;
    private List<CabinFields> cabins;

    private String bookingId;
    private String channel;
    private String fareBucket;
    private String currency;
    private BigDecimal totalPrice;
    private List<BookingCreated.Passenger> passengers;
    private String promotionId;
    private String reason;

    private Long timeToDepartureMinutes;

    private Integer bookedSeats;
    private Double loadFactor;
    private Long minutesToDeparture;
    private Double bookingVelocityPerDay;
    private BigDecimal revenue;

    private String decisionSource;
    private Double currentLoadFactor;
    private String targetFareBucket;
    private Double discountPercentage;
    private String rule;
    private Instant validUntil;
    private String decisionId;
    private String policyRevision;
    private Explanation.Inputs inputs;
    private List<Explanation.Consideration> considered;
    private String arm;
    private Explanation.Cause causedBy;
    private String traceId;

    /** Reads fields up to the end of the object that the parser has entered. */
    void readObject(JsonParser p) throws IOException {
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "event_type" -> eventType = Json.text(p, field);
                case "event_time" -> eventTime = Json.instant(p, field);
                case "flight_id" -> flightId = Json.text(p, field);
                case "airline_code" -> airlineCode = Json.text(p, field);
                case "origin_airport" -> originAirport = Json.text(p, field);
                case "destination_airport" -> destinationAirport = Json.text(p, field);
                case "scheduled_departure_time" -> scheduledDepartureTime = Json.instant(p, field);
                case "scheduled_arrival_time" -> scheduledArrivalTime = Json.instant(p, field);
                case "aircraft_type" -> aircraftType = Json.text(p, field);
                case "total_seats" -> totalSeats = Json.wholeInt(p, field);
                case "cabins" -> cabins = Json.list(p, field, EventFields::cabin);
                case "booking_id" -> bookingId = Json.text(p, field);
                case "channel" -> channel = Json.text(p, field);
                case "fare_bucket" -> fareBucket = Json.text(p, field);
                case "currency" -> currency = Json.text(p, field);
                case "total_price" -> totalPrice = Json.decimal(p, field);
                case "passengers" -> passengers = Json.list(p, field, EventFields::passenger);
                case "promotion_id" -> promotionId = Json.text(p, field);
                case "reason" -> reason = Json.text(p, field);
                case "time_to_departure_minutes" -> timeToDepartureMinutes = Json.wholeLong(p, field);
                case "booked_seats" -> bookedSeats = Json.wholeInt(p, field);
                case "load_factor" -> loadFactor = Json.number(p, field);
                case "minutes_to_departure" -> minutesToDeparture = Json.wholeLong(p, field);
                case "booking_velocity_per_day" -> bookingVelocityPerDay = Json.number(p, field);
                case "revenue" -> revenue = Json.decimal(p, field);
                case "decision_source" -> decisionSource = Json.text(p, field);
                case "current_load_factor" -> currentLoadFactor = Json.number(p, field);
                case "target_fare_bucket" -> targetFareBucket = Json.text(p, field);
                case "discount_percentage" -> discountPercentage = Json.number(p, field);
                case "rule" -> rule = Json.text(p, field);
                case "valid_until" -> validUntil = Json.instant(p, field);
                case "decision_id" -> decisionId = Json.text(p, field);
                case "policy_revision" -> policyRevision = Json.text(p, field);
                case "inputs" -> inputs = inputs(p);
                case "considered" -> considered = Json.list(p, field, EventFields::consideration);
                case "arm" -> arm = Json.text(p, field);
                case "caused_by" -> causedBy = cause(p);
                case "trace_id" -> traceId = Json.text(p, field);
                default -> p.skipChildren();
            }
        }
    }

    Event toEvent() {
        return switch (required("event_type", eventType)) {
            case "FlightScheduled" ->
                new FlightScheduled(
                        eventTime,
                        flightId,
                        airlineCode,
                        originAirport,
                        destinationAirport,
                        scheduledDepartureTime,
                        scheduledArrivalTime,
                        aircraftType,
                        required("total_seats", totalSeats),
                        scheduledCabins());
            case "FlightDeparted" -> new FlightDeparted(eventTime, flightId);
            case "FlightCancelled" -> new FlightCancelled(eventTime, flightId);
            case "BookingCreated" ->
                new BookingCreated(
                        eventTime,
                        flightId,
                        bookingId,
                        channel,
                        fareBucket,
                        currency,
                        totalPrice,
                        passengers,
                        promotionId);
            case "BookingCancelled" -> new BookingCancelled(eventTime, flightId, bookingId, reason);
            case "CabinInventorySnapshot" ->
                new CabinInventorySnapshot(
                        eventTime,
                        flightId,
                        required("time_to_departure_minutes", timeToDepartureMinutes),
                        currency,
                        inventoryCabins());
            case "CabinInventoryMetrics" ->
                new CabinInventoryMetrics(
                        eventTime,
                        flightId,
                        required("booked_seats", bookedSeats),
                        required("total_seats", totalSeats),
                        required("load_factor", loadFactor),
                        required("minutes_to_departure", minutesToDeparture),
                        bookingVelocityPerDay,
                        revenue,
                        currency);
            case "PromotionTriggered" ->
                new PromotionTriggered(
                        eventTime,
                        flightId,
                        decisionSource,
                        required("current_load_factor", currentLoadFactor),
                        required("minutes_to_departure", minutesToDeparture),
                        targetFareBucket,
                        required("discount_percentage", discountPercentage),
                        rule,
                        validUntil,
                        decisionId == null ? null : explanation());
            case "PromotionSuppressed" ->
                new PromotionSuppressed(
                        eventTime,
                        flightId,
                        rule,
                        Json.constant("reason", PromotionSuppressed.Reason.class, reason),
                        explanation());
            case "PromotionEnded" ->
                new PromotionEnded(
                        eventTime, flightId, decisionId, Json.constant("reason", PromotionEnded.Reason.class, reason));
            default -> throw new InvalidEventException("event_type", "is unknown: " + eventType);
        };
    }

    private Explanation explanation() {
        return new Explanation(
                decisionId,
                policyRevision,
                inputs,
                considered,
                Json.constant("arm", Explanation.Arm.class, arm),
                causedBy,
                traceId);
    }

    private List<FlightScheduled.Cabin> scheduledCabins() {
        List<FlightScheduled.Cabin> scheduled = new ArrayList<>();
        for (CabinFields cabin : required("cabins", cabins)) {
            scheduled.add(new FlightScheduled.Cabin(cabin.cabinCode, required("cabins.seat_count", cabin.seatCount)));
        }
        return scheduled;
    }

    private List<CabinInventorySnapshot.Cabin> inventoryCabins() {
        List<CabinInventorySnapshot.Cabin> inventory = new ArrayList<>();
        for (CabinFields cabin : required("cabins", cabins)) {
            inventory.add(new CabinInventorySnapshot.Cabin(cabin.cabinCode, cabin.fareBuckets));
        }
        return inventory;
    }

    /** A cabin of either kind: the schedule's has seats, the inventory's has buckets. */
    private record CabinFields(
            String cabinCode, Integer seatCount, List<CabinInventorySnapshot.FareBucket> fareBuckets) {}

    private static CabinFields cabin(JsonParser p) throws IOException {
        String cabinCode = null;
        Integer seatCount = null;
        List<CabinInventorySnapshot.FareBucket> fareBuckets = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "cabin_code" -> cabinCode = Json.text(p, field);
                case "seat_count" -> seatCount = Json.wholeInt(p, field);
                case "fare_buckets" -> fareBuckets = Json.list(p, field, EventFields::fareBucket);
                default -> p.skipChildren();
            }
        }
        return new CabinFields(cabinCode, seatCount, fareBuckets);
    }

    private static CabinInventorySnapshot.FareBucket fareBucket(JsonParser p) throws IOException {
        String bucket = null;
        Integer availableSeats = null;
        BigDecimal price = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "bucket" -> bucket = Json.text(p, field);
                case "available_seats" -> availableSeats = Json.wholeInt(p, field);
                case "price" -> price = Json.decimal(p, field);
                default -> p.skipChildren();
            }
        }
        return new CabinInventorySnapshot.FareBucket(bucket, required("available_seats", availableSeats), price);
    }

    private static BookingCreated.Passenger passenger(JsonParser p) throws IOException {
        String passengerId = null;
        String seatId = null;
        String cabinCode = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "passenger_id" -> passengerId = Json.text(p, field);
                case "seat_id" -> seatId = Json.text(p, field);
                case "cabin_code" -> cabinCode = Json.text(p, field);
                default -> p.skipChildren();
            }
        }
        return new BookingCreated.Passenger(passengerId, seatId, cabinCode);
    }

    private static Explanation.Inputs inputs(JsonParser p) throws IOException {
        Json.object(p, "inputs");
        EventFields fields = new EventFields();
        fields.readObject(p);
        return new Explanation.Inputs(
                required("inputs.booked_seats", fields.bookedSeats),
                required("inputs.total_seats", fields.totalSeats),
                required("inputs.load_factor", fields.loadFactor),
                required("inputs.minutes_to_departure", fields.minutesToDeparture),
                fields.bookingVelocityPerDay);
    }

    private static Explanation.Consideration consideration(JsonParser p) throws IOException {
        String rule = null;
        Boolean fired = null;
        String reason = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "rule" -> rule = Json.text(p, field);
                case "fired" -> fired = Json.truth(p, field);
                case "reason" -> reason = Json.text(p, field);
                default -> p.skipChildren();
            }
        }
        return new Explanation.Consideration(rule, required("considered.fired", fired), reason);
    }

    private static Explanation.Cause cause(JsonParser p) throws IOException {
        Json.object(p, "caused_by");
        String topic = null;
        Integer partition = null;
        Long offset = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "topic" -> topic = Json.text(p, field);
                case "partition" -> partition = Json.wholeInt(p, field);
                case "offset" -> offset = Json.wholeLong(p, field);
                default -> p.skipChildren();
            }
        }
        return new Explanation.Cause(
                topic, required("caused_by.partition", partition), required("caused_by.offset", offset));
    }

    private static <T> T required(String field, T value) {
        if (value == null) {
            throw new InvalidEventException(field, "is missing");
        }
        return value;
    }
}
