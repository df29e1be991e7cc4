package io.loadstream.generator.run;

import java.util.function.LongSupplier;

/**
 * The simulated clock: ties event time to real time at a speed that may change while it runs. Safe for use by many
 * threads; those of a run's lanes wait, others steer.
 */
public final class Pace {

    /** Longest single wait in nanoseconds, so that a change is never missed for long. */
    private static final long MAX_WAIT = 100_000_000L;

    private static final double NANOS_PER_MICRO = 1000;

    private static final long SLICE_MICROS = 10_000;

    private static final long LONGEST_SLICE = 7 * 24 * 3600 * 1_000_000L;

    private final LongSupplier nanoTime;
    private volatile double speed;
    private boolean paused;
    private boolean stopped;
    private boolean anchored;
    private long anchorNanos;
    private long anchorMicros;

    /**
     * @param speed event seconds a second; 0 for no waiting at all
     * @param nanoTime real time in nanoseconds from any origin
     */
    public Pace(double speed, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.speed = checked(speed);
    }

    /**
     * Waits until an event of that time is due.
     *
     * @return whether it is; {@code false} when the run is to stop
     */
    public synchronized boolean awaitDue(long eventMicros) throws InterruptedException {
        while (!stopped) {
            long wait = paused ? MAX_WAIT : nanosUntil(eventMicros);
            if (wait <= 0) {
                return true;
            }
            long bounded = Math.min(wait, MAX_WAIT);
            wait(bounded / 1_000_000, (int) (bounded % 1_000_000));
        }
        return false;
    }

    /**
     * Time up to which events are due now.
     *
     * @param next time of the next one, microseconds
     * @return {@link Long#MIN_VALUE} when none is due, however old
     */
    public synchronized long dueUntil(long next) {
        if (stopped || paused) {
            return Long.MIN_VALUE;
        }
        if (speed == 0) {
            return Long.MAX_VALUE;
        }
        anchor(next);
        return nowMicros();
    }

    /** Changes the speed from now on. */
    public synchronized void changeSpeed(double newSpeed) {
        checked(newSpeed);
        if (anchored && speed > 0) {
            reanchor(nowMicros());
        } else {
            anchored = false;
        }
        speed = newSpeed;
        notifyAll();
    }

    /** Holds the clock; events of one batch that is under way still go out. */
    public synchronized void pause() {
        if (!paused) {
            if (anchored && speed > 0) {
                anchorMicros = nowMicros();
            }
            paused = true;
        }
    }

    /** Lets the clock go on from where it was held. */
    public synchronized void resume() {
        if (paused) {
            paused = false;
            anchorNanos = nanoTime.getAsLong();
            notifyAll();
        }
    }

    /** Ends all waiting for good. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Event time, microseconds, that passes in ten milliseconds; a week at most, as without waiting. */
    public long slice() {
        double now = speed;
        return now == 0 ? LONGEST_SLICE : Math.min(LONGEST_SLICE, (long) (now * SLICE_MICROS));
    }

    public double speed() {
        return speed;
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    private long nanosUntil(long eventMicros) {
        if (speed == 0) {
            return 0;
        }
        anchor(eventMicros);
        double dueNanos = (eventMicros - anchorMicros) * NANOS_PER_MICRO / speed;
        return (long) Math.ceil(dueNanos) - (nanoTime.getAsLong() - anchorNanos);
    }

    private void anchor(long eventMicros) {
        if (!anchored) {
            reanchor(eventMicros);
            anchored = true;
        }
    }

    private long nowMicros() {
        if (paused) {
            return anchorMicros;
        }
        return anchorMicros + (long) ((nanoTime.getAsLong() - anchorNanos) / NANOS_PER_MICRO * speed);
    }

    private void reanchor(long micros) {
        anchorMicros = micros;
        anchorNanos = nanoTime.getAsLong();
    }

    private static double checked(double speed) {
        if (!(speed >= 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed must be 0 or a positive number: " + speed);
        }
        return speed;
    }
}
