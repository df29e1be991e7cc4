package io.loadstream.engine.live;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.flight.Offer;
import io.loadstream.domain.flight.Schedule;
import io.loadstream.domain.policy.Policy;
import java.util.Arrays;
import java.util.List;

/**
 * A flight on the board: one value for each of {@link #COLUMNS}. Times are milliseconds since the epoch, UTC. A row is told
 * when its flight changes; its velocity is as of then, and the page lets it fall as the policy does.
 */
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
            "as_of",
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
                        flight.velocityPerDay(flight.asOf()),
                        flight.asOf() == Long.MIN_VALUE
                                ? null
                                : Micros.toInstant(flight.asOf()).toEpochMilli(),
                        offer == null ? null : offer.discount(),
                        offer == null ? null : offer.bucket(),
                        offer == null ? null : offer.rule(),
                        policy.arm(flight.flightId()).name()));
    }
}
