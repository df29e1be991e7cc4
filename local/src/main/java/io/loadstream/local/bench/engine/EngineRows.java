package io.loadstream.local.bench.engine;

import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.engine.Variant;
import io.loadstream.local.bench.BenchRow;
import io.loadstream.local.bench.Spread;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The trials of each variant as a row of the report. */
final class EngineRows {

    private static final long MIB = 1 << 20;

    private EngineRows() {}

    static List<BenchRow> of(Map<Variant, List<Trial>> results) {
        return results.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static BenchRow row(Variant variant, List<Trial> trials) {
        return new BenchRow(
                variant.label(),
                spread(trials, Trial::rate),
                spread(trials, Trial::cpuSecondsPerMillion).median(),
                trials.stream().mapToLong(Trial::peakRssBytes).max().orElseThrow() / MIB);
    }

    /** Events a second, the median. */
    static double rate(Map<Variant, List<Trial>> results, Variant variant) {
        return spread(results.get(variant), Trial::rate).median();
    }

    private static Spread spread(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return Spread.of(trials.stream().mapToDouble(value).toArray());
    }
}
