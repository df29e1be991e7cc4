package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The fields of one event, filled in one pass over its JSON; only those that belong to its type are looked at. */
final class EventFields {

    private final EventType type;

    private Instant eventTime;
    private String flightId;

    private String airlineCode;
    private String originAirport;
    private String destinationAirport;
    private Instant scheduledDepartureTime;
    private Instant scheduledArrivalTime;
    private String aircraftType;
    private Integer totalSeats;
    private List<FlightScheduled.Cabin> scheduledCabins;
    private List<CabinInventorySnapshot.Cabin> inventoryCabins;

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

    private String segment;
    private Integer partySize;
    private BigDecimal willingnessToPay;
    private String effect;
    private String counterfactualFareBucket;
    private BigDecimal counterfactualTotalPrice;
    private Integer offers;
    private Integer boardedSeats;
    private Integer counterfactualBookedSeats;
    private Integer counterfactualBoardedSeats;
    private BigDecimal counterfactualRevenue;
    private Integer spilledSeats;
    private Integer counterfactualSpilledSeats;

    EventFields(EventType type) {
        this.type = type;
    }

    /** Reads fields up to the end of the object; the parser stands at the name of the {@code first} one. */
    void readFrom(String first, JsonParser p) throws IOException {
        for (String field = first; field != null; field = p.nextFieldName()) {
            JsonToken token = p.nextToken();
            if (!type.has(field)) {
                p.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                read(field, p);
            }
        }
    }

    private void read(String field, JsonParser p) throws IOException {
        switch (field) {
            case "event_type" -> sameType(Json.text(p, field));
            case "event_time" -> eventTime = Json.instant(p, field);
            case "flight_id" -> flightId = Json.text(p, field);
            case "airline_code" -> airlineCode = Json.text(p, field);
            case "origin_airport" -> originAirport = Json.text(p, field);
            case "destination_airport" -> destinationAirport = Json.text(p, field);
            case "scheduled_departure_time" -> scheduledDepartureTime = Json.instant(p, field);
            case "scheduled_arrival_time" -> scheduledArrivalTime = Json.instant(p, field);
            case "aircraft_type" -> aircraftType = Json.text(p, field);
            case "total_seats" -> totalSeats = Json.wholeInt(p, field);
            case "cabins" -> cabins(p);
            case "booking_id" -> bookingId = Json.text(p, field);
            case "channel" -> channel = Json.text(p, field);
            case "fare_bucket" -> fareBucket = Json.text(p, field);
            case "currency" -> currency = Json.text(p, field);
            case "total_price" -> totalPrice = Json.decimal(p, field);
            case "passengers" -> passengers = Json.list(p, field, EventParts::passenger);
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
            case "inputs" -> inputs = EventParts.inputs(p);
            case "considered" -> considered = Json.list(p, field, EventParts::consideration);
            case "arm" -> arm = Json.text(p, field);
            case "caused_by" -> causedBy = EventParts.cause(p);
            case "trace_id" -> traceId = Json.text(p, field);
            case "segment" -> segment = Json.text(p, field);
            case "party_size" -> partySize = Json.wholeInt(p, field);
            case "willingness_to_pay" -> willingnessToPay = Json.decimal(p, field);
            case "effect" -> effect = Json.text(p, field);
            case "counterfactual_fare_bucket" -> counterfactualFareBucket = Json.text(p, field);
            case "counterfactual_total_price" -> counterfactualTotalPrice = Json.decimal(p, field);
            case "offers" -> offers = Json.wholeInt(p, field);
            case "boarded_seats" -> boardedSeats = Json.wholeInt(p, field);
            case "counterfactual_booked_seats" -> counterfactualBookedSeats = Json.wholeInt(p, field);
            case "counterfactual_boarded_seats" -> counterfactualBoardedSeats = Json.wholeInt(p, field);
            case "counterfactual_revenue" -> counterfactualRevenue = Json.decimal(p, field);
            case "spilled_seats" -> spilledSeats = Json.wholeInt(p, field);
            case "counterfactual_spilled_seats" -> counterfactualSpilledSeats = Json.wholeInt(p, field);
            default -> throw new IllegalStateException(type + " has a field that is not read: " + field);
        }
    }

    Event toEvent() {
        return switch (type) {
            case FLIGHT_SCHEDULED ->
                new FlightScheduled(
                        eventTime,
                        flightId,
                        airlineCode,
                        originAirport,
                        destinationAirport,
                        scheduledDepartureTime,
                        scheduledArrivalTime,
                        aircraftType,
                        Json.required("total_seats", totalSeats),
                        scheduledCabins);
            case FLIGHT_DEPARTED -> new FlightDeparted(eventTime, flightId);
            case FLIGHT_CANCELLED -> new FlightCancelled(eventTime, flightId);
            case BOOKING_CREATED ->
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
            case BOOKING_CANCELLED -> new BookingCancelled(eventTime, flightId, bookingId, reason);
            case CABIN_INVENTORY_SNAPSHOT ->
                new CabinInventorySnapshot(
                        eventTime,
                        flightId,
                        Json.required("time_to_departure_minutes", timeToDepartureMinutes),
                        currency,
                        inventoryCabins);
            case CABIN_INVENTORY_METRICS ->
                new CabinInventoryMetrics(
                        eventTime,
                        flightId,
                        Json.required("booked_seats", bookedSeats),
                        Json.required("total_seats", totalSeats),
                        Json.required("load_factor", loadFactor),
                        Json.required("minutes_to_departure", minutesToDeparture),
                        bookingVelocityPerDay,
                        revenue,
                        currency);
            case PROMOTION_TRIGGERED ->
                new PromotionTriggered(
                        eventTime,
                        flightId,
                        decisionSource,
                        Json.required("current_load_factor", currentLoadFactor),
                        Json.required("minutes_to_departure", minutesToDeparture),
                        targetFareBucket,
                        Json.required("discount_percentage", discountPercentage),
                        rule,
                        validUntil,
                        decisionId == null ? null : explanation());
            case PROMOTION_SUPPRESSED ->
                new PromotionSuppressed(
                        eventTime,
                        flightId,
                        rule,
                        Json.constant("reason", PromotionSuppressed.Reason.class, reason),
                        explanation());
            case PROMOTION_ENDED ->
                new PromotionEnded(
                        eventTime, flightId, decisionId, Json.constant("reason", PromotionEnded.Reason.class, reason));
            case BOOKING_TRUTH ->
                new BookingTruth(
                        eventTime,
                        flightId,
                        bookingId,
                        segment,
                        Json.required("party_size", partySize),
                        willingnessToPay,
                        currency,
                        Json.constant("effect", BookingTruth.Effect.class, effect),
                        fareBucket,
                        totalPrice,
                        counterfactualFareBucket,
                        counterfactualTotalPrice);
            case FLIGHT_TRUTH ->
                new FlightTruth(
                        eventTime,
                        flightId,
                        Json.required("total_seats", totalSeats),
                        Json.required("offers", offers),
                        Json.required("booked_seats", bookedSeats),
                        Json.required("boarded_seats", boardedSeats),
                        revenue,
                        Json.required("counterfactual_booked_seats", counterfactualBookedSeats),
                        Json.required("counterfactual_boarded_seats", counterfactualBoardedSeats),
                        counterfactualRevenue,
                        currency,
                        spilledSeats,
                        counterfactualSpilledSeats);
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

    private void cabins(JsonParser p) throws IOException {
        if (type == EventType.FLIGHT_SCHEDULED) {
            scheduledCabins = Json.list(p, "cabins", EventParts::scheduledCabin);
        } else {
            inventoryCabins = Json.list(p, "cabins", EventParts::inventoryCabin);
        }
    }

    private void sameType(String again) {
        if (EventType.named(again) != type) {
            throw new InvalidEventException("event_type", "is told twice: " + type.wireName() + ", " + again);
        }
    }
}
