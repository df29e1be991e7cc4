package io.loadstream.engine.loop;

import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightState.Phase;
import io.loadstream.domain.flight.Micros;
import io.loadstream.engine.live.BoardRow;
import io.loadstream.engine.live.FlightSource;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Asks the loop for the flights that the board shows. */
@Singleton
final class BoardFlights implements FlightSource {

    private static final Comparator<FlightState> NEXT_TO_LEAVE = Comparator.comparing(
                    (FlightState flight) -> flight.phase() == Phase.OPEN ? 0 : 1)
            .thenComparingLong(flight -> flight.schedule() == null
                    ? Long.MAX_VALUE
                    : flight.schedule().departure())
            .thenComparing(FlightState::flightId);

    /** Looked up late: the loop itself tells the board of its commits. */
    private final Instance<EngineLoop> loop;

    BoardFlights(Instance<EngineLoop> loop) {
        this.loop = loop;
    }

    @Override
    public Seen rows(Collection<String> flightIds) {
        return loop.get().askAndWait(flights -> {
            List<BoardRow> rows = new ArrayList<>(flightIds.size());
            flights.forEach(flightIds, (flight, place) -> rows.add(row(flight)));
            return seen(rows, flights);
        });
    }

    @Override
    public Seen next(int limit) {
        return loop.get().askAndWait(flights -> {
            PriorityQueue<FlightState> next = new PriorityQueue<>(NEXT_TO_LEAVE.reversed());
            flights.forEach(flight -> {
                next.add(flight);
                if (next.size() > limit) {
                    next.remove();
                }
            });
            return seen(next.stream().map(this::row).toList(), flights);
        });
    }

    private BoardRow row(FlightState flight) {
        return BoardRow.of(flight, loop.get().policy());
    }

    private static Seen seen(List<BoardRow> rows, OpenFlights flights) {
        long now = flights.now();
        return new Seen(
                rows, now == Long.MIN_VALUE ? null : Micros.toInstant(now).toEpochMilli());
    }
}
