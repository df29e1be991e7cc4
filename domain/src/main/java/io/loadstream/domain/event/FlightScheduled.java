package io.loadstream.domain.event;

import java.time.Instant;
import java.util.List;

/**
 * A flight departure is on sale. A second one for a known flight is a change of its schedule or aircraft: bookings and
 * promotions stay.
 *
 * @param airlineCode IATA designator of the carrier, such as {@code BA}
 * @param originAirport IATA code
 * @param destinationAirport IATA code
 * @param scheduledDepartureTime UTC
 * @param scheduledArrivalTime UTC, not before the departure
 * @param totalSeats seats of all cabins together, positive
 * @param cabins one of each code, whose seats add up to {@code totalSeats}
 */
public record FlightScheduled(
        Instant eventTime,
        String flightId,
        String airlineCode,
        String originAirport,
        String destinationAirport,
        Instant scheduledDepartureTime,
        Instant scheduledArrivalTime,
        String aircraftType,
        int totalSeats,
        List<Cabin> cabins)
        implements LifecycleEvent {

    public FlightScheduled {
        eventTime = Check.time("event_time", eventTime);
        Ids.check("flight_id", flightId);
        Check.text("airline_code", airlineCode);
        Check.text("origin_airport", originAirport);
        Check.text("destination_airport", destinationAirport);
        scheduledDepartureTime = Check.time("scheduled_departure_time", scheduledDepartureTime);
        scheduledArrivalTime = Check.time("scheduled_arrival_time", scheduledArrivalTime);
        if (scheduledArrivalTime.isBefore(scheduledDepartureTime)) {
            throw new InvalidEventException(
                    "scheduled_arrival_time",
                    "must not be before departure: " + scheduledArrivalTime + " < " + scheduledDepartureTime);
        }
        Check.text("aircraft_type", aircraftType);
        Check.positive("total_seats", totalSeats);
        cabins = Check.notEmpty("cabins", cabins);
        Check.distinct("cabins.cabin_code", cabins, Cabin::cabinCode);
        long seats = 0;
        for (Cabin cabin : cabins) {
            seats += cabin.seatCount();
        }
        if (seats != totalSeats) {
            throw new InvalidEventException(
                    "total_seats", "must be the sum of the cabins' seats: " + totalSeats + " != " + seats);
        }
    }

    /**
     * @param cabinCode such as {@code Y} (economy) or {@code J} (business)
     * @param seatCount seats, positive
     */
    public record Cabin(String cabinCode, int seatCount) {

        public Cabin {
            Check.text("cabin_code", cabinCode);
            Check.positive("seat_count", seatCount);
        }
    }
}
