package io.loadstream.domain.event;

/** A change in the life of a flight departure. */
public sealed interface LifecycleEvent extends InputEvent permits FlightScheduled, FlightDeparted, FlightCancelled {

    @Override
    default Topic topic() {
        return Topic.FLIGHT_LIFECYCLE;
    }
}
