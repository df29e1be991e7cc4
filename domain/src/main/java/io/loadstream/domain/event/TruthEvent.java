package io.loadstream.domain.event;

/**
 * What a simulated market knows and a real one never does: what would have been without promotions. For evaluation only;
 * nothing that decides reads it.
 */
public sealed interface TruthEvent extends Event permits BookingTruth, FlightTruth {

    @Override
    default Topic topic() {
        return Topic.SIMULATION_TRUTH;
    }
}
