package io.loadstream.generator.run;

import java.util.function.LongSupplier;

/**
 * The simulated clock: ties event time to real time at a speed that may change while it runs. Safe for use by many
 * threads; one waits, others steer.
 */
public final class Pace {

    /** Longest single wait in nanoseconds, so that a change is never missed for long. */
    private static final long MAX_WAIT = 100_000_000L;

    private static final double NANOS_PER_MICRO = 1000;

    private final LongSupplier nanoTime;
    private double speed;
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

    /** Whether an event of that time is due now. */
    public synchronized boolean isDue(long eventMicros) {
        return !stopped && !paused && nanosUntil(eventMicros) <= 0;
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

    public synchronized double speed() {
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
        if (!anchored) {
            reanchor(eventMicros);
            anchored = true;
        }
        double dueNanos = (eventMicros - anchorMicros) * NANOS_PER_MICRO / speed;
        return (long) Math.ceil(dueNanos) - (nanoTime.getAsLong() - anchorNanos);
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
