package io.loadstream.local.bench.lake;

import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.lake.LakeTrials;
import io.loadstream.benchmarks.lake.LakeTrials.Stored;
import io.loadstream.benchmarks.lake.LakeVariant;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRow;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.Spread;
import io.loadstream.local.run.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The lake archiver on a backlog of bookings. */
public final class LakeBenchmark implements Benchmark {

    private static final Duration DELAY_FILE_AGE = Duration.ofSeconds(3);
    private static final int DELAY_RATE = 5_000;
    private static final long MIB = 1 << 20;

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public String summary() {
        return "the lake archiver on a backlog, beside a bare consumer and beside gzipped NDJSON to the same store";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        long bookings = run.quick() ? 400_000 : 2_000_000;
        try (LakeTrials trials =
                new LakeTrials(run.folder().data(), run.home().program(Service.LAKE_ARCHIVER), run.progress()::say)) {
            Map<LakeVariant, Stored> stored = new EnumMap<>(LakeVariant.class);
            Map<LakeVariant, List<Trial>> results = trials.throughput(bookings, run.rounds(), stored);
            Trial many = trials.manyPartitions(bookings / 2);
            double delay = trials.delay(DELAY_RATE, run.quick() ? 10 : 40, DELAY_FILE_AGE);

            Map<String, Double> ratios = new LinkedHashMap<>();
            ratios.put(
                    "archiver_to_bare_read",
                    rate(results, LakeVariant.ARCHIVER) / rate(results, LakeVariant.BARE_READ));
            ratios.put(
                    "archiver_without_raw_to_bare_read",
                    rate(results, LakeVariant.ARCHIVER_TYPED) / rate(results, LakeVariant.BARE_READ));
            ratios.put("archiver_to_ndjson", rate(results, LakeVariant.ARCHIVER) / rate(results, LakeVariant.NDJSON));
            Stored typed = stored.get(LakeVariant.ARCHIVER_TYPED);
            ratios.put("bytes_per_booking", (double) typed.bytes() / typed.rows());
            List<BenchRow> rows = new ArrayList<>();
            results.forEach((variant, each) -> rows.add(row(variant, each)));
            Stored raw = stored.get(LakeVariant.ARCHIVER);
            return BenchReport.of(name(), rows, ratios)
                    .with("bookings", bookings)
                    .with("files_with_raw_off", typed.files())
                    .with("bytes_per_booking_with_raw", (double) raw.bytes() / raw.rows())
                    .with("peak_rss_mb_100_partitions", many.peakRssBytes() / MIB)
                    .with("delay_p99_seconds_with_files_of_3_s", delay);
        }
    }

    private static BenchRow row(LakeVariant variant, List<Trial> trials) {
        return new BenchRow(
                variant.label(),
                spread(trials, Trial::rate),
                spread(trials, Trial::cpuSecondsPerMillion).median(),
                trials.stream().mapToLong(Trial::peakRssBytes).max().orElseThrow() / MIB);
    }

    private static double rate(Map<LakeVariant, List<Trial>> results, LakeVariant variant) {
        return spread(results.get(variant), Trial::rate).median();
    }

    private static Spread spread(List<Trial> trials, ToDoubleFunction<Trial> value) {
        return Spread.of(trials.stream().mapToDouble(value).toArray());
    }
}
