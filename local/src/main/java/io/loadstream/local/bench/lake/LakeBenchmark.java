package io.loadstream.local.bench.lake;

import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.lake.LakeTrials;
import io.loadstream.benchmarks.lake.LakeTrials.Stored;
import io.loadstream.benchmarks.lake.LakeVariant;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.TrialRows;
import io.loadstream.local.run.Service;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        // So many that the last files, which wait for their age, are a small part of it.
        long bookings = run.quick() ? 400_000 : 5_000_000;
        try (LakeTrials trials =
                new LakeTrials(run.folder().data(), run.home().program(Service.LAKE_ARCHIVER), run.progress()::say)) {
            Map<LakeVariant, Stored> stored = new EnumMap<>(LakeVariant.class);
            Map<LakeVariant, List<Trial>> results = trials.throughput(bookings, run.rounds(), stored);
            double megabytes = trials.bytesPerBooking() / 1e6;
            Trial many = trials.manyPartitions(bookings / 5);
            LakeTrials.Delay delay = trials.delay(DELAY_RATE, run.quick() ? 10 : 40, DELAY_FILE_AGE);

            Map<String, Double> ratios = new LinkedHashMap<>();
            ratios.put(
                    "archiver_to_bare_read",
                    TrialRows.rate(results.get(LakeVariant.ARCHIVER))
                            / TrialRows.rate(results.get(LakeVariant.BARE_READ)));
            ratios.put(
                    "archiver_without_raw_to_bare_read",
                    TrialRows.rate(results.get(LakeVariant.ARCHIVER_TYPED))
                            / TrialRows.rate(results.get(LakeVariant.BARE_READ)));
            ratios.put(
                    "archiver_to_ndjson",
                    TrialRows.rate(results.get(LakeVariant.ARCHIVER))
                            / TrialRows.rate(results.get(LakeVariant.NDJSON)));
            Stored typed = stored.get(LakeVariant.ARCHIVER_TYPED);
            ratios.put("bytes_per_booking", (double) typed.bytes() / typed.rows());
            Stored raw = stored.get(LakeVariant.ARCHIVER);
            return BenchReport.of(name(), TrialRows.of(results, LakeVariant::label), ratios)
                    .with("bookings", bookings)
                    .with("bare_read_mb_per_second", TrialRows.rate(results.get(LakeVariant.BARE_READ)) * megabytes)
                    .with("archiver_mb_per_second", TrialRows.rate(results.get(LakeVariant.ARCHIVER)) * megabytes)
                    .with("files_with_raw_off", typed.files())
                    .with("bytes_per_booking_with_raw", (double) raw.bytes() / raw.rows())
                    .with("verified_records_per_second", raw.rows() / raw.verifySeconds())
                    .with("peak_rss_mb_100_partitions", many.peakRssBytes() / MIB)
                    .with("delay_p99_seconds_with_files_of_3_s", delay.p99Seconds())
                    .with("newest_age_seconds_with_files_of_3_s", delay.newestAgeSeconds())
                    .with("greatest_newest_age_seconds_with_files_of_3_s", delay.greatestNewestAgeSeconds());
        }
    }
}
