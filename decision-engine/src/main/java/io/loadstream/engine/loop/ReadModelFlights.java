package io.loadstream.engine.loop;

import io.loadstream.engine.readmodel.FlightView;
import io.loadstream.engine.readmodel.FlightsInHand;
import io.loadstream.engine.readmodel.Standing;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                    (flight, place) -> standings.add(new Standing(
                            FlightView.of(flight, loop.get().policy(), place.time()),
                            place.partition(),
                            place.version())));
            return standings;
        });
    }

    @Override
    public All all() {
        return loop.get().askAndWait(flights -> {
            Set<String> ids = new LinkedHashSet<>();
            flights.forEach(flight -> ids.add(flight.flightId()));
            Map<Integer, Long> versions = new HashMap<>();
            flights.places().forEach(place -> versions.put(place.partition(), place.version()));
            return new All(ids, versions);
        });
    }
}
