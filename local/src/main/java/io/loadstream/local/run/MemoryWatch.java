package io.loadstream.local.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Samples the resident memory of several processes, added up. Memory that they share is counted in each of them, so the
 * sum is too high rather than too low. Where there is no {@code /proc} nothing is measured.
 */
public final class MemoryWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 250;
    private static final long KIB_PER_MIB = 1024;

    private final Supplier<Map<String, Collection<Long>>> processes;
    private final Thread thread;
    private volatile long peakKib = -1;
    private volatile Map<String, Long> atPeak = Map.of();

    private MemoryWatch(Supplier<Map<String, Collection<Long>>> processes) {
        this.processes = processes;
        this.thread = Thread.ofPlatform().daemon().name("memory-watch").unstarted(this::watch);
    }

    /** @param processes ids of the processes that exist now, by the name of what they belong to */
    static MemoryWatch start(Supplier<Map<String, Collection<Long>>> processes) {
        MemoryWatch watch = new MemoryWatch(processes);
        watch.thread.start();
        return watch;
    }

    /** The largest sum so far, in MiB; empty where it cannot be measured. */
    public OptionalLong peakMb() {
        return peakKib < 0 ? OptionalLong.empty() : OptionalLong.of(peakKib / KIB_PER_MIB);
    }

    /** What each had at that moment, in MiB. */
    public Map<String, Long> atPeak() {
        return atPeak;
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            sample();
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void sample() {
        Map<String, Long> now = new TreeMap<>();
        long sum = 0;
        boolean any = false;
        for (var entry : processes.get().entrySet()) {
            long kib = 0;
            for (long pid : entry.getValue()) {
                OptionalLong rss = residentKib(pid);
                any |= rss.isPresent();
                kib += rss.orElse(0);
            }
            now.put(entry.getKey(), kib / KIB_PER_MIB);
            sum += kib;
        }
        if (any && sum > peakKib) {
            atPeak = now;
            peakKib = sum;
        }
    }

    private static OptionalLong residentKib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException goneOrNotLinux) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
