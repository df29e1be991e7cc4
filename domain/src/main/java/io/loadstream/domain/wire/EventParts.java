package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightScheduled;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Reads the objects within events, each from the start of the object that the parser has entered. */
final class EventParts {

    private EventParts() {}

    static FlightScheduled.Cabin scheduledCabin(JsonParser p) throws IOException {
        String cabinCode = null;
        Integer seatCount = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "cabin_code" -> cabinCode = Json.text(p, field);
                case "seat_count" -> seatCount = Json.wholeInt(p, field);
                default -> p.skipChildren();
            }
        }
        return new FlightScheduled.Cabin(cabinCode, Json.required("cabins.seat_count", seatCount));
    }

    static CabinInventorySnapshot.Cabin inventoryCabin(JsonParser p) throws IOException {
        String cabinCode = null;
        List<CabinInventorySnapshot.FareBucket> fareBuckets = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "cabin_code" -> cabinCode = Json.text(p, field);
                case "fare_buckets" -> fareBuckets = Json.list(p, field, EventParts::fareBucket);
                default -> p.skipChildren();
            }
        }
        return new CabinInventorySnapshot.Cabin(cabinCode, fareBuckets);
    }

    static CabinInventorySnapshot.FareBucket fareBucket(JsonParser p) throws IOException {
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
        return new CabinInventorySnapshot.FareBucket(bucket, Json.required("available_seats", availableSeats), price);
    }

    static BookingCreated.Passenger passenger(JsonParser p) throws IOException {
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

    static Explanation.Inputs inputs(JsonParser p) throws IOException {
        Json.object(p, "inputs");
        Integer bookedSeats = null;
        Integer totalSeats = null;
        Double loadFactor = null;
        Long minutesToDeparture = null;
        Double bookingVelocityPerDay = null;
        String field;
        while ((field = p.nextFieldName()) != null) {
            if (p.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "booked_seats" -> bookedSeats = Json.wholeInt(p, field);
                case "total_seats" -> totalSeats = Json.wholeInt(p, field);
                case "load_factor" -> loadFactor = Json.number(p, field);
                case "minutes_to_departure" -> minutesToDeparture = Json.wholeLong(p, field);
                case "booking_velocity_per_day" -> bookingVelocityPerDay = Json.number(p, field);
                default -> p.skipChildren();
            }
        }
        return new Explanation.Inputs(
                Json.required("inputs.booked_seats", bookedSeats),
                Json.required("inputs.total_seats", totalSeats),
                Json.required("inputs.load_factor", loadFactor),
                Json.required("inputs.minutes_to_departure", minutesToDeparture),
                bookingVelocityPerDay);
    }

    static Explanation.Consideration consideration(JsonParser p) throws IOException {
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
        return new Explanation.Consideration(rule, Json.required("considered.fired", fired), reason);
    }

    static Explanation.Cause cause(JsonParser p) throws IOException {
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
                topic, Json.required("caused_by.partition", partition), Json.required("caused_by.offset", offset));
    }
}
