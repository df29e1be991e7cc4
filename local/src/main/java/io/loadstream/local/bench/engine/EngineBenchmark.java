package io.loadstream.local.bench.engine;

import io.loadstream.benchmarks.Backlog;
import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.engine.EngineTrials;
import io.loadstream.benchmarks.engine.EngineTrials.Footprint;
import io.loadstream.benchmarks.engine.LatencyTrial;
import io.loadstream.benchmarks.engine.Variant;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.TrialRows;
import io.loadstream.local.run.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The decision engine on a backlog, in turn with its rivals; its latency, its memory and its restore. */
public final class EngineBenchmark implements Benchmark {

    private static final int RATE = 5_000;
    private static final int[] BATCHES = {100_000, 1_000, 100};

    /** How much of everything. */
    private record Scale(int flights, long bookings, int warmUpSeconds, int seconds, int openFlights) {

        static final Scale FULL = new Scale(10_000, 3_000_000, 45, 30, 1_000_000);
        static final Scale QUICK = new Scale(1_000, 100_000, 5, 5, 20_000);
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String summary() {
        return "the decision engine beside bare clients and Kafka Streams, exactly once; its latency, state and restore";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        Backlog backlog = new Backlog(scale.flights, scale.bookings, 1);
        try (EngineTrials trials = new EngineTrials(
                run.folder().data(), run.home().program(Service.DECISION_ENGINE), backlog, run.progress()::say)) {
            Footprint footprint = trials.footprint(scale.openFlights);
            double restored = trials.restore(scale.openFlights);
            Map<Integer, LatencyTrial> latencies = new LinkedHashMap<>();
            for (int batch : BATCHES) {
                latencies.put(batch, trials.latency(RATE, scale.warmUpSeconds, scale.seconds, batch));
            }
            Map<Variant, List<Trial>> results = trials.run(Variant.RIVALS, run.rounds());

            Map<String, Double> ratios = new LinkedHashMap<>();
            double engine = TrialRows.rate(results.get(Variant.ENGINE));
            ratios.put("engine_to_copy_limit", engine / TrialRows.rate(results.get(Variant.COPY_LIMIT)));
            ratios.put(
                    "engine_to_copy_with_its_settings", engine / TrialRows.rate(results.get(Variant.COPY_AS_ENGINE)));
            ratios.put("engine_to_kafka_streams", engine / TrialRows.rate(results.get(Variant.STREAMS)));
            ratios.put("engine_to_tuned_kafka_streams", engine / TrialRows.rate(results.get(Variant.STREAMS_TUNED)));
            ratios.put("p99_ms", latencies.get(BATCHES[0]).p99());
            ratios.put("bytes_per_flight", footprint.bytesPerFlight());
            ratios.put("many_to_few_flights", footprint.rateWithMany() / footprint.rateWithFew());
            BenchReport report = BenchReport.of(name(), TrialRows.of(results, Variant::label), ratios)
                    .with("bookings", scale.bookings)
                    .with("open_flights", scale.openFlights)
                    .with("bytes_per_flight_with_inventory", footprint.bytesWithInventory())
                    .with("restore_seconds", restored)
                    .with("allocated_bytes_per_event", trials.allocatedBytesPerEvent());
            for (Map.Entry<Integer, LatencyTrial> latency : latencies.entrySet()) {
                LatencyTrial trial = latency.getValue();
                report = report.with(
                        "latency_ms_with_batches_of_" + latency.getKey(),
                        "p50 %.0f, p99 %.0f, p99.9 %.0f".formatted(trial.p50(), trial.p99(), trial.p999()));
            }
            return report;
        }
    }
}
