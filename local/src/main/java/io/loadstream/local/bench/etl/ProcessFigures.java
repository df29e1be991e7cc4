package io.loadstream.local.bench.etl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used. */
final class ProcessFigures {

    private static final int KIB_PER_MIB = 1024;

    private ProcessFigures() {}

    /** Processor time so far; {@code NaN} where the system does not tell. */
    static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElse(Double.NaN);
    }

    /** Largest resident memory so far in MiB; {@code null} where the system does not tell. */
    static Long peakRssMb(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB;
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }
}
