package io.loadstream.local.bench;

import io.loadstream.benchmarks.Trial;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The trials of a variant as a row of the report, and their medians. */
public final class TrialRows {

    private static final long MIB = 1 << 20;

    private TrialRows() {}

    /** A row for each variant. */
    public static <V> List<BenchRow> of(Map<V, List<Trial>> results, Function<V, String> label) {
        return results.entrySet().stream()
                .map(entry -> row(label.apply(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** The row of one variant; memory that no trial measured is left out. */
    public static BenchRow row(String label, List<Trial> trials) {
        long peak = trials.stream().mapToLong(Trial::peakRssBytes).max().orElseThrow() / MIB;
        return new BenchRow(
                label,
                spread(trials, Trial::rate),
                median(trials, Trial::cpuSecondsPerMillion),
                peak == 0 ? null : peak);
    }

    /** Records a second, the median. */
    public static double rate(List<Trial> trials) {
        return median(trials, Trial::rate);
    }

    public static double median(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return spread(trials, value).median();
    }

    private static Spread spread(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return Spread.of(trials.stream().mapToDouble(value).toArray());
    }
}
