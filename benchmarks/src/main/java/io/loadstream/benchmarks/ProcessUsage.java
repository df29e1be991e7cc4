package io.loadstream.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, as Linux accounts for it.
 *
 * @param cpuSeconds user and system time together
 * @param peakRssBytes the most memory that was resident at one time
 */
public record ProcessUsage(double cpuSeconds, long peakRssBytes) {

    /** Linux counts CPU time in ticks of a hundredth of a second on every platform that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME_AFTER_NAME = 11;

    /** @throws UncheckedIOException when there is no such process, or no /proc */
    public static ProcessUsage of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name in parentheses may itself hold spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
            return new ProcessUsage(ticks / TICKS_PER_SECOND, peakRss(pid));
        } catch (IOException e) {
            throw new UncheckedIOException("no usage of process " + pid, e);
        }
    }

    private static long peakRss(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }
}
