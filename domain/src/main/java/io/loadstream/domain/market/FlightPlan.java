package io.loadstream.domain.market;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One departure of a route.
 *
 * @param day from 0
 * @param departure microseconds
 */
record FlightPlan(RoutePlan route, int day, long departure, String id) {

    /** The same flight at another time; its id, which has the planned day in it, stays. */
    FlightPlan leavingAt(long newDeparture) {
        return new FlightPlan(route, day, newDeparture, id);
    }

    static FlightPlan of(RoutePlan route, int day, long departure) {
        String date = Instant.ofEpochSecond(departure / 1_000_000)
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
        return new FlightPlan(route, day, departure, route.designator + '_' + date);
    }
}
