package io.loadstream.domain.market.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A figure by time before departure, linear between its points, constant beyond them. Those of the defaults lie at the
 * data collection points of PassengerSim's three-market network, which come closer to each other towards departure.
 *
 * @param points the farthest from departure first; at most 100
 */
public record Curve(List<Point> points) {

    /** @param daysBefore days before departure, not negative */
    public record Point(double daysBefore, double value) {}

    /** The intervals between them are kept in a byte. */
    private static final int MAX_POINTS = 100;

    public Curve {
        Require.notEmpty("curve", points);
        Require.that(
                points.size() <= MAX_POINTS, "curve", "must have at most " + MAX_POINTS + " points: " + points.size());
        points = List.copyOf(points);
        for (int i = 0; i < points.size(); i++) {
            Require.notNegative("curve", points.get(i).daysBefore());
            Require.notNegative("curve", points.get(i).value());
            Require.that(
                    i == 0 || points.get(i).daysBefore() < points.get(i - 1).daysBefore(),
                    "curve",
                    "must come nearer to departure from point to point: "
                            + points.get(i).daysBefore() + " days");
        }
    }

    public double at(double daysBefore) {
        Point before = points.getFirst();
        if (daysBefore >= before.daysBefore()) {
            return before.value();
        }
        for (Point after : points) {
            if (after.daysBefore() <= daysBefore) {
                double share = (before.daysBefore() - daysBefore) / (before.daysBefore() - after.daysBefore());
                return before.value() + share * (after.value() - before.value());
            }
            before = after;
        }
        return before.value();
    }

    /** The days of its points. */
    public List<Double> days() {
        List<Double> days = new ArrayList<>();
        points.forEach(point -> days.add(point.daysBefore()));
        return days;
    }
}
