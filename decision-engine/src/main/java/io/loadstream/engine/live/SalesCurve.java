package io.loadstream.engine.live;

import java.util.ArrayList;
import java.util.List;

/**
 * How one flight sold, in a fixed number of points. When it is full every second point goes and from then on points must
 * lie twice as far apart, so the whole life of the flight stays in it at an even grain. The last point is always kept.
 */
final class SalesCurve {

    /** @param at event time, microseconds */
    record Point(long at, int bookedSeats, int totalSeats) {}

    private final long[] times;
    private final int[] booked;
    private final int[] total;
    private int size;
    private long grain;

    /** @param capacity even, at least 4 */
    SalesCurve(int capacity) {
        if (capacity < 4 || capacity % 2 != 0) {
            throw new IllegalArgumentException("points of a curve must be an even number from 4 on: " + capacity);
        }
        times = new long[capacity];
        booked = new int[capacity];
        total = new int[capacity];
    }

    /** Late news counts at the time of the last point: a curve never runs back. */
    void add(long at, int bookedSeats, int totalSeats) {
        long time = size == 0 ? at : Math.max(at, times[size - 1]);
        // The last point is provisional until one lies far enough behind the point before it.
        boolean tooNear = size >= 2 && times[size - 1] - times[size - 2] < grain;
        if (!tooNear) {
            if (size == times.length) {
                halve();
            }
            size++;
        }
        times[size - 1] = time;
        booked[size - 1] = bookedSeats;
        total[size - 1] = totalSeats;
    }

    private void halve() {
        for (int i = 0; i < size / 2; i++) {
            times[i] = times[2 * i];
            booked[i] = booked[2 * i];
            total[i] = total[2 * i];
        }
        size /= 2;
        grain = Math.max(1, (times[size - 1] - times[0]) / (times.length / 2));
    }

    List<Point> points() {
        List<Point> points = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            points.add(new Point(times[i], booked[i], total[i]));
        }
        return points;
    }
}
