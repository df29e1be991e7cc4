package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Curve;
import io.loadstream.domain.market.scenario.Segment;

/**
 * When the customers of a segment come, on average, for flights that leave at one hour of the week: the expected share
 * of the demand in each of many short pieces of the time on sale. Between two points of the booking curve the demand is
 * the curve's; how it lies between them follows the weekday and the hour.
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
        int points = curve.points().size();
        double[] weights = new double[points + 1];
        for (int i = 0; i < pieces; i++) {
            double daysBefore = (pieces - i - 0.5) * pieceMicros / Micros.PER_DAY;
            frame[i] = (byte) frameOf(curve, daysBefore);
            mass[i] = season(segment, departure - (long) ((pieces - i - 0.5) * pieceMicros));
            weights[frame[i]] += mass[i];
        }
        double[] before = new double[pieces + 1];
        for (int i = 0; i < pieces; i++) {
            int f = frame[i];
            double from = f == 0 ? 0 : curve.points().get(f - 1).value();
            double to = f == points ? 1 : curve.points().get(f).value();
            before[i + 1] = before[i] + mass[i] / weights[f] * (to - from) * willingness.poorerToo(i);
        }
        return new ArrivalShape(before, frame);
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
