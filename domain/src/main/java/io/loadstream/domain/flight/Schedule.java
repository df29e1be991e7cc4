package io.loadstream.domain.flight;

import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightScheduled.Cabin;
import java.util.List;

/**
 * When and with what a flight operates.
 *
 * @param statedAt when it was said, microseconds
 * @param departure scheduled, microseconds
 * @param arrival scheduled, microseconds
 * @param totalSeats positive
 */
public record Schedule(
        long statedAt,
        long departure,
        long arrival,
        int totalSeats,
        String airlineCode,
        String originAirport,
        String destinationAirport,
        String aircraftType,
        List<Cabin> cabins) {

    /** Of cabins in a flight's state, which has room for other things as well in its one record. */
    static final int MAX_BYTES = 100_000;

    static Schedule of(FlightScheduled event, long statedAt) {
        return new Schedule(
                statedAt,
                Micros.of(event.scheduledDepartureTime()),
                Micros.of(event.scheduledArrivalTime()),
                event.totalSeats(),
                Symbols.shared(event.airlineCode()),
                Symbols.shared(event.originAirport()),
                Symbols.shared(event.destinationAirport()),
                Symbols.shared(event.aircraftType()),
                Symbols.shared(event.cabins()));
    }

    boolean isTooLarge() {
        long bytes = 0;
        for (Cabin cabin : cabins) {
            bytes += StateBytes.mostBytes(cabin.cabinCode());
        }
        return bytes > MAX_BYTES;
    }

    Schedule statedAt(long at) {
        return new Schedule(
                at,
                departure,
                arrival,
                totalSeats,
                airlineCode,
                originAirport,
                destinationAirport,
                aircraftType,
                cabins);
    }
}
