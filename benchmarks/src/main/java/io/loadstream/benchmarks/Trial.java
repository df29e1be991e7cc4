package io.loadstream.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * One process working off one backlog, timed from outside: to the last commit, from the moment when it has partitions to
 * read or from a commit that was seen. From a later one on, neither the start of its JVM nor the warm-up of its code counts;
 * else the warm-up does.
 *
 * @param records worked off between the two
 * @param seconds between the two, wall clock
 * @param cpuSeconds that the process used between the two
 * @param peakRssBytes of the process at the end
 */
public record Trial(long records, double seconds, double cpuSeconds, long peakRssBytes) {

    private static final Duration POLL = Duration.ofMillis(20);

    /** Records in a second. */
    public double rate() {
        return records / seconds;
    }

    /** CPU seconds for a million records. */
    public double cpuSecondsPerMillion() {
        return cpuSeconds / records * 1e6;
    }

    /** Watches from the first commit on; see {@link #watch(ProcessHandle, GroupProgress, Duration, long)}. */
    public static Trial watch(ProcessHandle process, GroupProgress progress, Duration patience)
            throws TimeoutException, InterruptedException {
        return watch(process, progress, patience, 1);
    }

    /**
     * Watches from the moment when the process has partitions to read: whether it commits early or late, all that it does
     * for the records counts.
     *
     * @throws TimeoutException when it got none, or nothing more was committed, for {@code patience}
     */
    public static Trial watchFromAssignment(ProcessHandle process, GroupProgress progress, Duration patience)
            throws TimeoutException, InterruptedException {
        long begun = System.nanoTime();
        while (!progress.isAssigned()) {
            if (!process.isAlive() || System.nanoTime() - begun > patience.toNanos()) {
                throw new TimeoutException("the process got no partitions");
            }
            Thread.sleep(POLL);
        }
        return watch(process, progress, patience, 0);
    }

    /**
     * Watches until the group has worked off all records.
     *
     * @param from records that must have been worked off before anything counts; 0 for none
     * @throws TimeoutException when nothing more was committed for {@code patience}
     */
    public static Trial watch(ProcessHandle process, GroupProgress progress, Duration patience, long from)
            throws TimeoutException, InterruptedException {
        long started = System.nanoTime();
        long atStart = 0;
        double cpuAtStart = ProcessUsage.of(process.pid()).cpuSeconds();
        long committed = 0;
        long lastChange = started;
        while (true) {
            long now = progress.committed();
            long time = System.nanoTime();
            if (now > committed) {
                if (committed < from && now >= from) {
                    started = time;
                    atStart = now;
                    cpuAtStart = ProcessUsage.of(process.pid()).cpuSeconds();
                }
                committed = now;
                lastChange = time;
            }
            if (committed >= progress.total()) {
                ProcessUsage used = ProcessUsage.of(process.pid());
                return new Trial(
                        committed - atStart,
                        (time - started) / 1e9,
                        used.cpuSeconds() - cpuAtStart,
                        used.peakRssBytes());
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("the process ended at " + committed + " of " + progress.total());
            }
            if (time - lastChange > patience.toNanos()) {
                throw new TimeoutException("nothing was committed for " + patience.toSeconds() + " s at " + committed
                        + " of " + progress.total());
            }
            Thread.sleep(POLL);
        }
    }
}
