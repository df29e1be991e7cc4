package io.loadstream.domain.market;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One departure of a route.
 *
 * @param day from 0
 * @param departure microseconds
 * @param key the id in ASCII
 */
record FlightPlan(RoutePlan route, int day, long departure, String id, byte[] key) {

    /** The same flight at another time; its id, which has the planned day in it, stays. */
    FlightPlan leavingAt(long newDeparture) {
        return new FlightPlan(route, day, newDeparture, id, key);
    }

    static FlightPlan of(RoutePlan route, int day, long departure) {
        String date = Instant.ofEpochSecond(departure / 1_000_000)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        String id = route.designator + '_' + date;
        return new FlightPlan(route, day, departure, id, id.getBytes(StandardCharsets.US_ASCII));
    }
}
