package io.loadstream.local.bench;

import io.loadstream.local.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a measurement found. {@code --report FILE} writes it as JSON, with names in snake case.
 *
 * @param name of the benchmark
 * @param environment see {@link Environment#here()}
 * @param rows one for each variant
 * @param ratios named comparisons of the rows, such as {@code streams_over_plain}
 * @param results whatever else was found: latencies, counts that prove correctness
 */
public record BenchReport(
        String name,
        Map<String, Object> environment,
        List<BenchRow> rows,
        Map<String, Double> ratios,
        Map<String, Object> results) {

    public BenchReport {
        rows = List.copyOf(rows);
    }

    /** Measured here and now. */
    public static BenchReport of(String name, List<BenchRow> rows, Map<String, Double> ratios) {
        return new BenchReport(name, Environment.here(), rows, new LinkedHashMap<>(ratios), Map.of());
    }

    /** The same with {@code key} among the results. */
    public BenchReport with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(results);
        more.put(key, value);
        return new BenchReport(name, environment, rows, ratios, more);
    }

    /** For the terminal. */
    public String table() {
        StringBuilder text = new StringBuilder();
        Table table = Table.of("variant", "events/s", "min", "max", "CPU s/million", "peak RSS MiB");
        for (BenchRow row : rows) {
            table.row(
                    row.variant(),
                    Math.round(row.eventsPerSecond().median()),
                    Math.round(row.eventsPerSecond().min()),
                    Math.round(row.eventsPerSecond().max()),
                    row.cpuSecondsPerMillion() == null ? null : rounded(row.cpuSecondsPerMillion()),
                    row.peakRssMb());
        }
        if (!rows.isEmpty()) {
            text.append(table);
        }
        if (!ratios.isEmpty()) {
            Table comparison = Table.of("ratio", "value");
            ratios.forEach((ratio, value) -> comparison.row(ratio, rounded(value)));
            text.append('\n').append(comparison);
        }
        if (!results.isEmpty()) {
            Table rest = Table.of("result", "value");
            results.forEach((key, value) -> rest.row(key, value instanceof Double number ? rounded(number) : value));
            text.append('\n').append(rest);
        }
        return text.toString();
    }

    private static java.math.BigDecimal rounded(double value) {
        return new java.math.BigDecimal(String.format(Locale.ROOT, "%.2f", value));
    }
}
