package io.loadstream.engine.api;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.Schedule;
import io.loadstream.engine.readmodel.FlightView;

/**
 * Which flights a caller asks for.
 *
 * @param phase only those in it; {@code null} for any
 * @param route only those on it, such as {@code LHR-AMS}; {@code null} for any
 * @param promoted only those with an offer in force
 */
record Wanted(String phase, String route, boolean promoted) {

    boolean is(FlightState flight) {
        Schedule schedule = flight.schedule();
        return is(
                flight.phase().name(),
                schedule == null ? null : schedule.originAirport(),
                schedule == null ? null : schedule.destinationAirport(),
                flight.promotion().offer() != null);
    }

    boolean is(FlightView flight) {
        return is(flight.phase(), flight.originAirport(), flight.destinationAirport(), flight.promotion() != null);
    }

    private boolean is(String itsPhase, String origin, String destination, boolean hasOffer) {
        return (phase == null || phase.equals(itsPhase))
                && (route == null || (origin != null && route.equals(origin + '-' + destination)))
                && (!promoted || hasOffer);
    }
}
