package io.loadstream.domain.wire;

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
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;

/**
 * Writes events in their JSON form: equal events give equal bytes. Keeps a buffer from one event to the next, so each
 * thread needs its own.
 */
public final class EventWriter {

    private final JsonBytes out = new JsonBytes();

    /** The JSON of {@code event} in UTF-8: one object, no white space. */
    public byte[] write(Event event) {
        out.clear().beginObject();
        out.field("event_type", event.getClass().getSimpleName());
        out.field("event_time", event.eventTime());
        switch (event) {
            case BookingCreated booking -> booking(booking);
            case BookingCancelled cancelled -> {
                out.field("booking_id", cancelled.bookingId());
                out.field("flight_id", cancelled.flightId());
                out.field("reason", cancelled.reason());
            }
            case FlightScheduled scheduled -> scheduled(scheduled);
            case FlightDeparted departed -> out.field("flight_id", departed.flightId());
            case FlightCancelled cancelled -> out.field("flight_id", cancelled.flightId());
            case CabinInventorySnapshot snapshot -> snapshot(snapshot);
            case CabinInventoryMetrics metrics -> metrics(metrics);
            case PromotionTriggered triggered -> triggered(triggered);
            case PromotionSuppressed suppressed -> {
                out.field("flight_id", suppressed.flightId());
                out.field("rule", suppressed.rule());
                out.field("reason", suppressed.reason());
                explanation(suppressed.explanation());
            }
            case PromotionEnded ended -> {
                out.field("flight_id", ended.flightId());
                out.field("decision_id", ended.decisionId());
                out.field("reason", ended.reason());
            }
            case BookingTruth truth -> truth(truth);
            case FlightTruth truth -> truth(truth);
        }
        return out.endObject().toBytes();
    }

    private void scheduled(FlightScheduled event) {
        out.field("flight_id", event.flightId());
        out.field("airline_code", event.airlineCode());
        out.field("origin_airport", event.originAirport());
        out.field("destination_airport", event.destinationAirport());
        out.field("scheduled_departure_time", event.scheduledDepartureTime());
        out.field("scheduled_arrival_time", event.scheduledArrivalTime());
        out.field("aircraft_type", event.aircraftType());
        out.field("total_seats", event.totalSeats());
        out.name("cabins").beginArray();
        for (FlightScheduled.Cabin cabin : event.cabins()) {
            out.beginObject();
            out.field("cabin_code", cabin.cabinCode());
            out.field("seat_count", cabin.seatCount());
            out.endObject();
        }
        out.endArray();
    }

    private void booking(BookingCreated event) {
        out.field("booking_id", event.bookingId());
        out.field("flight_id", event.flightId());
        out.field("channel", event.channel());
        out.field("fare_bucket", event.fareBucket());
        out.field("currency", event.currency());
        out.field("total_price", event.totalPrice());
        out.name("passengers").beginArray();
        for (BookingCreated.Passenger passenger : event.passengers()) {
            out.beginObject();
            out.field("passenger_id", passenger.passengerId());
            out.field("seat_id", passenger.seatId());
            out.field("cabin_code", passenger.cabinCode());
            out.endObject();
        }
        out.endArray();
        out.field("promotion_id", event.promotionId());
    }

    private void snapshot(CabinInventorySnapshot event) {
        out.field("flight_id", event.flightId());
        out.field("time_to_departure_minutes", event.timeToDepartureMinutes());
        out.field("currency", event.currency());
        out.name("cabins").beginArray();
        for (CabinInventorySnapshot.Cabin cabin : event.cabins()) {
            out.beginObject();
            out.field("cabin_code", cabin.cabinCode());
            out.name("fare_buckets").beginArray();
            for (CabinInventorySnapshot.FareBucket bucket : cabin.fareBuckets()) {
                out.beginObject();
                out.field("bucket", bucket.bucket());
                out.field("available_seats", bucket.availableSeats());
                out.field("price", bucket.price());
                out.endObject();
            }
            out.endArray();
            out.endObject();
        }
        out.endArray();
    }

    private void metrics(CabinInventoryMetrics event) {
        out.field("flight_id", event.flightId());
        out.field("booked_seats", event.bookedSeats());
        out.field("total_seats", event.totalSeats());
        out.field("load_factor", event.loadFactor());
        out.field("minutes_to_departure", event.minutesToDeparture());
        out.field("booking_velocity_per_day", event.bookingVelocityPerDay());
        out.field("revenue", event.revenue());
        out.field("currency", event.currency());
    }

    private void triggered(PromotionTriggered event) {
        out.field("flight_id", event.flightId());
        out.field("decision_source", event.decisionSource());
        out.field("current_load_factor", event.currentLoadFactor());
        out.field("minutes_to_departure", event.minutesToDeparture());
        out.field("target_fare_bucket", event.targetFareBucket());
        out.field("discount_percentage", event.discountPercentage());
        out.field("rule", event.rule());
        out.field("valid_until", event.validUntil());
        if (event.explanation() != null) {
            explanation(event.explanation());
        }
    }

    private void truth(BookingTruth event) {
        out.field("flight_id", event.flightId());
        out.field("booking_id", event.bookingId());
        out.field("segment", event.segment());
        out.field("party_size", event.partySize());
        out.field("willingness_to_pay", event.willingnessToPay());
        out.field("currency", event.currency());
        out.field("effect", event.effect());
        out.field("fare_bucket", event.fareBucket());
        out.field("total_price", event.totalPrice());
        out.field("counterfactual_fare_bucket", event.counterfactualFareBucket());
        out.field("counterfactual_total_price", event.counterfactualTotalPrice());
    }

    private void truth(FlightTruth event) {
        out.field("flight_id", event.flightId());
        out.field("total_seats", event.totalSeats());
        out.field("offers", event.offers());
        out.field("booked_seats", event.bookedSeats());
        out.field("boarded_seats", event.boardedSeats());
        out.field("revenue", event.revenue());
        out.field("counterfactual_booked_seats", event.counterfactualBookedSeats());
        out.field("counterfactual_boarded_seats", event.counterfactualBoardedSeats());
        out.field("counterfactual_revenue", event.counterfactualRevenue());
        out.field("currency", event.currency());
        out.field("spilled_seats", event.spilledSeats());
        out.field("counterfactual_spilled_seats", event.counterfactualSpilledSeats());
    }

    private void explanation(Explanation explanation) {
        out.field("decision_id", explanation.decisionId());
        out.field("policy_revision", explanation.policyRevision());
        Explanation.Inputs inputs = explanation.inputs();
        out.name("inputs").beginFieldObject();
        out.field("booked_seats", inputs.bookedSeats());
        out.field("total_seats", inputs.totalSeats());
        out.field("load_factor", inputs.loadFactor());
        out.field("minutes_to_departure", inputs.minutesToDeparture());
        out.field("booking_velocity_per_day", inputs.bookingVelocityPerDay());
        out.endObject();
        out.name("considered").beginArray();
        for (Explanation.Consideration consideration : explanation.considered()) {
            out.beginObject();
            out.field("rule", consideration.rule());
            out.field("fired", consideration.fired());
            out.field("reason", consideration.reason());
            out.endObject();
        }
        out.endArray();
        out.field("arm", explanation.arm());
        if (explanation.causedBy() != null) {
            out.name("caused_by").beginFieldObject();
            out.field("topic", explanation.causedBy().topic());
            out.field("partition", explanation.causedBy().partition());
            out.field("offset", explanation.causedBy().offset());
            out.endObject();
        }
        out.field("trace_id", explanation.traceId());
    }
}
