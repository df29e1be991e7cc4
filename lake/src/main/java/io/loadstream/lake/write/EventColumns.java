package io.loadstream.lake.write;

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

/** An event as the columns of its topic's files: {@link io.loadstream.lake.schema.TopicSchemas}. */
public final class EventColumns {

    private EventColumns() {}

    /** Gives all fields of {@code event}; {@code out} is a row of its topic. */
    public static void write(Event event, RowWriter out) {
        out.text("event_type", event.getClass().getSimpleName());
        out.time("event_time", event.eventTime());
        out.text("flight_id", event.flightId());
        switch (event) {
            case BookingCreated booking -> booking(booking, out);
            case BookingCancelled cancelled -> {
                out.text("booking_id", cancelled.bookingId());
                out.text("reason", cancelled.reason());
            }
            case FlightScheduled scheduled -> scheduled(scheduled, out);
            case FlightDeparted departed -> {}
            case FlightCancelled cancelled -> {}
            case CabinInventorySnapshot snapshot -> snapshot(snapshot, out);
            case CabinInventoryMetrics metrics -> metrics(metrics, out);
            case PromotionTriggered triggered -> triggered(triggered, out);
            case PromotionSuppressed suppressed -> {
                out.text("rule", suppressed.rule());
                explanation(suppressed.explanation(), out);
                out.text("reason", suppressed.reason().name());
            }
            case PromotionEnded ended -> {
                out.text("decision_id", ended.decisionId());
                out.text("reason", ended.reason().name());
            }
            case BookingTruth truth -> truth(truth, out);
            case FlightTruth truth -> truth(truth, out);
        }
    }

    private static void scheduled(FlightScheduled event, RowWriter out) {
        out.text("airline_code", event.airlineCode());
        out.text("origin_airport", event.originAirport());
        out.text("destination_airport", event.destinationAirport());
        out.time("scheduled_departure_time", event.scheduledDepartureTime());
        out.time("scheduled_arrival_time", event.scheduledArrivalTime());
        out.text("aircraft_type", event.aircraftType());
        out.number("total_seats", event.totalSeats());
        out.list("cabins", event.cabins(), (cabin, struct) -> {
            struct.text("cabin_code", cabin.cabinCode());
            struct.number("seat_count", cabin.seatCount());
        });
    }

    private static void booking(BookingCreated event, RowWriter out) {
        out.text("booking_id", event.bookingId());
        out.text("channel", event.channel());
        out.text("fare_bucket", event.fareBucket());
        out.text("currency", event.currency());
        out.money("total_price", event.totalPrice());
        out.list("passengers", event.passengers(), (passenger, struct) -> {
            struct.text("passenger_id", passenger.passengerId());
            struct.text("seat_id", passenger.seatId());
            struct.text("cabin_code", passenger.cabinCode());
        });
        out.text("promotion_id", event.promotionId());
    }

    private static void snapshot(CabinInventorySnapshot event, RowWriter out) {
        out.number("time_to_departure_minutes", event.timeToDepartureMinutes());
        out.text("currency", event.currency());
        out.list("cabins", event.cabins(), (cabin, struct) -> {
            struct.text("cabin_code", cabin.cabinCode());
            struct.list("fare_buckets", cabin.fareBuckets(), (bucket, inner) -> {
                inner.text("bucket", bucket.bucket());
                inner.number("available_seats", bucket.availableSeats());
                inner.money("price", bucket.price());
            });
        });
    }

    private static void metrics(CabinInventoryMetrics event, RowWriter out) {
        out.number("booked_seats", event.bookedSeats());
        out.number("total_seats", event.totalSeats());
        out.number("load_factor", event.loadFactor());
        out.number("minutes_to_departure", event.minutesToDeparture());
        out.number("booking_velocity_per_day", event.bookingVelocityPerDay());
        out.money("revenue", event.revenue());
        out.text("currency", event.currency());
    }

    private static void triggered(PromotionTriggered event, RowWriter out) {
        out.text("decision_source", event.decisionSource());
        out.number("current_load_factor", event.currentLoadFactor());
        out.number("minutes_to_departure", event.minutesToDeparture());
        out.text("target_fare_bucket", event.targetFareBucket());
        out.number("discount_percentage", event.discountPercentage());
        out.text("rule", event.rule());
        out.time("valid_until", event.validUntil());
        if (event.explanation() != null) {
            explanation(event.explanation(), out);
        }
    }

    private static void truth(BookingTruth event, RowWriter out) {
        out.text("booking_id", event.bookingId());
        out.text("segment", event.segment());
        out.number("party_size", event.partySize());
        out.money("willingness_to_pay", event.willingnessToPay());
        out.text("currency", event.currency());
        out.text("effect", event.effect().name());
        out.text("fare_bucket", event.fareBucket());
        out.money("total_price", event.totalPrice());
        out.text("counterfactual_fare_bucket", event.counterfactualFareBucket());
        out.money("counterfactual_total_price", event.counterfactualTotalPrice());
    }

    private static void truth(FlightTruth event, RowWriter out) {
        out.number("total_seats", event.totalSeats());
        out.number("offers", event.offers());
        out.number("booked_seats", event.bookedSeats());
        out.number("boarded_seats", event.boardedSeats());
        out.money("revenue", event.revenue());
        out.number("counterfactual_booked_seats", event.counterfactualBookedSeats());
        out.number("counterfactual_boarded_seats", event.counterfactualBoardedSeats());
        out.money("counterfactual_revenue", event.counterfactualRevenue());
        out.text("currency", event.currency());
        out.number("spilled_seats", event.spilledSeats());
        out.number("counterfactual_spilled_seats", event.counterfactualSpilledSeats());
    }

    private static void explanation(Explanation explanation, RowWriter out) {
        out.text("decision_id", explanation.decisionId());
        out.text("policy_revision", explanation.policyRevision());
        out.struct("inputs", explanation.inputs(), (inputs, struct) -> {
            struct.number("booked_seats", inputs.bookedSeats());
            struct.number("total_seats", inputs.totalSeats());
            struct.number("load_factor", inputs.loadFactor());
            struct.number("minutes_to_departure", inputs.minutesToDeparture());
            struct.number("booking_velocity_per_day", inputs.bookingVelocityPerDay());
        });
        out.list("considered", explanation.considered(), (considered, struct) -> {
            struct.text("rule", considered.rule());
            struct.truth("fired", considered.fired());
            struct.text("reason", considered.reason());
        });
        out.text("arm", explanation.arm().name());
        out.struct("caused_by", explanation.causedBy(), (cause, struct) -> {
            struct.text("topic", cause.topic());
            struct.number("partition", cause.partition());
            struct.number("offset", cause.offset());
        });
        out.text("trace_id", explanation.traceId());
    }
}
