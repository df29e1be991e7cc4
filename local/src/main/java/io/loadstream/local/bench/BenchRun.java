package io.loadstream.local.bench;

import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.Progress;

/**
 * What a measurement is given.
 *
 * @param home the project, to find what it starts
 * @param folder for data and logs of this run; the data is deleted afterwards
 * @param progress where it says what it is doing
 * @param rounds how often each variant is measured, positive; the median is what counts
 * @param quick whether to measure on a small scale, to see that it works: such figures mean nothing
 * @param seed of what is random in it
 */
public record BenchRun(ProjectHome home, RunFolder folder, Progress progress, int rounds, boolean quick, long seed) {

    public BenchRun {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be positive: " + rounds);
        }
    }
}
