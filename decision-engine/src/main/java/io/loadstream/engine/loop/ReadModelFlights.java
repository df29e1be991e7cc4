package io.loadstream.engine.loop;

import io.loadstream.engine.readmodel.FlightView;
import io.loadstream.engine.readmodel.FlightsInHand;
import io.loadstream.engine.readmodel.Standing;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks the loop for the flights that are written to Redis. */
@Singleton
final class ReadModelFlights implements FlightsInHand {

    /** Looked up late: the loop itself tells the read model of its commits. */
    private final Instance<EngineLoop> loop;

    ReadModelFlights(Instance<EngineLoop> loop) {
        this.loop = loop;
    }

    @Override
    public List<Standing> standings(Collection<String> flightIds) {
        return loop.get().askAndWait(flights -> {
            List<Standing> standings = new ArrayList<>(flightIds.size());
            flights.forEach(
                    flightIds,
                    (flight, version) -> standings.add(
                            new Standing(FlightView.of(flight, loop.get().policy()), version)));
            return standings;
        });
    }

    @Override
    public List<String> ids() {
        return loop.get().askAndWait(flights -> {
            List<String> ids = new ArrayList<>();
            flights.forEach(flight -> ids.add(flight.flightId()));
            return ids;
        });
    }
}
