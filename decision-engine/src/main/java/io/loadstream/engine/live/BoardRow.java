package io.loadstream.engine.live;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Schedule;
import io.loadstream.domain.policy.Policy;
import java.util.Arrays;
import java.util.List;

/** A flight on the board: one value for each of {@link #COLUMNS}. Times are milliseconds since the epoch, UTC. */
public record BoardRow(String flightId, List<Object> values) {

    public static final List<String> COLUMNS = List.of(
            "id",
            "airline",
            "origin",
            "destination",
            "departure",
            "phase",
            "booked",
            "seats",
            "velocity",
            "discount",
            "bucket",
            "rule",
            "arm");

    public static BoardRow of(FlightState flight, Policy policy) {
        Schedule schedule = flight.schedule();
        boolean known = schedule != null;
        Offer offer = flight.promotion().offer();
        return new BoardRow(
                flight.flightId(),
                Arrays.asList(
                        flight.flightId(),
                        known ? schedule.airlineCode() : null,
                        known ? schedule.originAirport() : null,
                        known ? schedule.destinationAirport() : null,
                        known ? Micros.toInstant(schedule.departure()).toEpochMilli() : null,
                        flight.phase().name(),
                        flight.bookedSeats(),
                        known ? schedule.totalSeats() : null,
                        Math.round(flight.velocityPerDay(flight.asOf()) * 10) / 10.0,
                        offer == null ? null : offer.discount(),
                        offer == null ? null : offer.bucket(),
                        offer == null ? null : offer.rule(),
                        policy.arm(flight.flightId()).name()));
    }
}
