package io.loadstream.engine.live;

import io.loadstream.engine.config.EngineConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The curves of the flights that sold last. Bounded in flights and in points of each; a curve begins when this engine
 * took the flight over or began anew, since it is no part of the flight's state.
 */
@ApplicationScoped
public class SalesCurves {

    /** One point as the API tells it. */
    public record Sold(Instant eventTime, int bookedSeats, int totalSeats) {}

    private final int pointsEach;
    private final Map<String, SalesCurve> curves;

    SalesCurves(EngineConfig config) {
        int flights = config.curves().flights();
        pointsEach = config.curves().points();
        curves = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SalesCurve> eldest) {
                return size() > flights;
            }
        };
    }

    synchronized void add(FlightNews news) {
        news.forEachPoint((flight, at, booked, total) ->
                curves.computeIfAbsent(flight, id -> new SalesCurve(pointsEach)).add(at, booked, total));
        news.gone().forEach(curves::remove);
    }

    /** Oldest first; empty when the flight did not sell lately. */
    public synchronized List<Sold> of(String flightId) {
        SalesCurve curve = curves.get(flightId);
        return curve == null
                ? List.of()
                : curve.points().stream()
                        .map(point -> new Sold(
                                Instant.EPOCH.plusNanos(point.at() * 1_000), point.bookedSeats(), point.totalSeats()))
                        .toList();
    }
}
