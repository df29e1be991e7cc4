package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Curve;
import io.loadstream.domain.market.scenario.Segment;

/**
 * When the customers of a segment come, on average, for flights that leave at one hour of the week: the expected share
 * of the demand in each of many short pieces of the time on sale. Between two points of the booking curve the demand is
 * the curve's, as PassengerSim has it between its data collection points; how it lies between them follows the weekday and
 * the hour.
 *
 * <p>All of the demand comes within the sale. What a curve tells of the time before it is left out, and the rest is
 * scaled up to the whole; an interval of the curve that is too short for a piece gives its share to the next one.
 *
 * <p>Demand is counted in those who would pay the base fare. Those who would pay less, down to the scenario's lowest
 * fare, come in addition: for an exponential willingness to pay they are a constant multiple at any one time.
 */
final class ArrivalShape {

    /** Expected share that has come before each piece, from the opening of the sale on, and before the departure. */
    final double[] before;

    /** Interval between collection points that a piece lies in. */
    final byte[] frame;

    private ArrivalShape(double[] before, byte[] frame) {
        this.before = before;
        this.frame = frame;
    }

    int pieces() {
        return frame.length;
    }

    /** First piece behind the interval between collection points that {@code piece} lies in. */
    int frameEnd(int piece) {
        int end = piece + 1;
        while (end < frame.length && frame[end] == frame[piece]) {
            end++;
        }
        return end;
    }

    /**
     * @param pieces that the time on sale is cut into
     * @param departure the start of an hour, microseconds
     * @param willingness of the segment, by piece
     */
    static ArrivalShape of(Segment segment, int pieces, long pieceMicros, long departure, Willingness willingness) {
        Curve curve = segment.bookingCurve();
        double[] mass = new double[pieces];
        byte[] frame = new byte[pieces];
        double[] weights = new double[curve.points().size() + 1];
        for (int i = 0; i < pieces; i++) {
            double daysBefore = (pieces - i - 0.5) * pieceMicros / Micros.PER_DAY;
            frame[i] = (byte) frameOf(curve, daysBefore);
            mass[i] = season(segment, departure - (long) ((pieces - i - 0.5) * pieceMicros));
            weights[frame[i]] += mass[i];
        }
        double missed = segment.cameBefore((double) pieces * pieceMicros / Micros.PER_DAY);
        double[] shares = shares(curve, missed, weights);
        double[] before = new double[pieces + 1];
        for (int i = 0; i < pieces; i++) {
            int f = frame[i];
            before[i + 1] = before[i] + mass[i] / weights[f] * shares[f] * willingness.poorerToo(i);
        }
        return new ArrivalShape(before, frame);
    }

    /**
     * Share of the demand of each interval, which sum to 1.
     *
     * @param missed what the curve has before the sale
     * @param weights of the pieces in each interval: 0 for one that has none
     */
    private static double[] shares(Curve curve, double missed, double[] weights) {
        int points = curve.points().size();
        double[] shares = new double[points + 1];
        double from = missed;
        double waiting = 0;
        int last = 0;
        for (int f = 0; f <= points; f++) {
            double to = f == points ? 1 : Math.max(from, curve.points().get(f).value());
            double share = (to - from) / (1 - missed) + waiting;
            boolean empty = weights[f] == 0;
            shares[f] = empty ? 0 : share;
            waiting = empty ? share : 0;
            last = empty ? last : f;
            from = to;
        }
        shares[last] += waiting;
        return shares;
    }

    private static int frameOf(Curve curve, double daysBefore) {
        int frame = 0;
        while (frame < curve.points().size() && curve.points().get(frame).daysBefore() >= daysBefore) {
            frame++;
        }
        return frame;
    }

    private static double season(Segment segment, long at) {
        long hour = Math.floorDiv(at, 60 * Micros.PER_MINUTE);
        // The first of January 1970 was a Thursday.
        int weekday = (int) Math.floorMod(Math.floorDiv(hour, 24L) + 3, 7L);
        return segment.weekdays().get(weekday) * segment.hours().get((int) Math.floorMod(hour, 24L));
    }
}
