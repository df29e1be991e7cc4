package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A scenario's demand, worked out once for all flights. For one thread. */
final class Demand {

    private static final long HOUR = 60 * Micros.PER_MINUTE;
    private static final int HOURS_OF_WEEK = 168;

    /** Shorter sales are cut into so many pieces, if not into seconds; longer ones into hours or a little less. */
    private static final int MIN_PIECES = 240;

    private static final int VARIATION = -1;

    final Scenario scenario;
    final boolean tellsTruth;
    final long saleMicros;
    final long snapshotMicros;
    final int pieces;
    final long pieceMicros;
    final Willingness[] willingness;
    final SegmentDraws[] segments;
    final DemandShocks shocks;
    final FlightDisruptions disruptions;
    /** Times before departure at which inventory is told besides the interval, farthest first; microseconds. */
    final long[] collectionPoints;

    private final ArrivalShape[][] shapes;
    private final double meanWeekday;
    private final long systemKey;
    private final long marketKey;
    private final long flightKey;

    /** @param tellsTruth whether what would have been without promotions is told */
    Demand(Scenario scenario, boolean tellsTruth) {
        this.scenario = scenario;
        this.tellsTruth = tellsTruth;
        this.saleMicros = Micros.of(scenario.sale());
        this.snapshotMicros = Micros.of(scenario.snapshotEvery());
        // Whole ones, so that the last piece ends with the sale: who came behind it would be lost.
        long most = Math.max(1, saleMicros / Micros.PER_SECOND);
        this.pieces = (int) Math.min(most, Math.max(MIN_PIECES, (saleMicros + HOUR - 1) / HOUR));
        this.pieceMicros = saleMicros / pieces;
        int count = scenario.segments().size();
        this.willingness = new Willingness[count];
        this.segments = new SegmentDraws[count];
        this.shapes = new ArrivalShape[count][HOURS_OF_WEEK];
        SortedSet<Long> points = new TreeSet<>((a, b) -> Long.compare(b, a));
        for (int s = 0; s < count; s++) {
            Segment segment = scenario.segments().get(s);
            willingness[s] = new Willingness(segment, scenario.lowestFare(), pieces, pieceMicros);
            segments[s] = new SegmentDraws(segment);
            for (double days : segment.bookingCurve().days()) {
                points.add((long) (days * Micros.PER_DAY));
            }
        }
        this.collectionPoints = points.stream().mapToLong(Long::longValue).toArray();
        this.meanWeekday = scenario.departureWeekdays().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        this.systemKey = Draws.key(scenario.seed(), "system");
        this.marketKey = Draws.key(scenario.seed(), "market-day");
        this.flightKey = Draws.key(scenario.seed(), "flight");
        this.shocks = new DemandShocks(scenario);
        this.disruptions = new FlightDisruptions(scenario);
    }

    /** The key of all chance of one segment of a flight. */
    long keyOf(FlightPlan flight, int segment) {
        return Draws.key(Draws.key(flightKey, flight.id()), segment);
    }

    /** The same for all flights that leave in one hour of the week, whichever of them asks first. */
    ArrivalShape shapeOf(FlightPlan flight, int segment) {
        long hour = Math.floorDiv(flight.departure(), HOUR);
        int hourOfWeek = (int) Math.floorMod(hour, (long) HOURS_OF_WEEK);
        ArrivalShape shape = shapes[segment][hourOfWeek];
        if (shape == null) {
            shape = ArrivalShape.of(
                    scenario.segments().get(segment), pieces, pieceMicros, hour * HOUR, willingness[segment]);
            shapes[segment][hourOfWeek] = shape;
        }
        return shape;
    }

    /** Parties of a segment that would pay the base fare of this flight, as its day, market and luck have it. */
    double partiesOf(FlightPlan flight, int segment) {
        RoutePlan route = flight.route();
        // As for the hours: 1970 began on a Thursday.
        int weekday = (int) Math.floorMod(flight.departure() / Micros.PER_DAY + 3, 7L);
        double mean = route.demand[segment]
                / segments[segment].meanParty
                * scenario.departureWeekdays().get(weekday)
                / meanWeekday;
        long market = Draws.key(marketKey, route.from + '-' + route.to);
        return mean
                * Draws.factor(systemKey, flight.day(), scenario.variation().system())
                * Draws.factor(market, flight.day(), scenario.variation().market())
                * Draws.factor(
                        Draws.key(keyOf(flight, segment), VARIATION),
                        0,
                        scenario.variation().segment());
    }

    /** Names of the segments, by number. */
    List<String> segmentNames() {
        List<String> names = new ArrayList<>();
        scenario.segments().forEach(segment -> names.add(segment.name()));
        return names;
    }
}
