package io.loadstream.local.bench.engine;

import io.loadstream.benchmarks.Backlog;
import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.engine.EngineTrials;
import io.loadstream.benchmarks.engine.Variant;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.TrialRows;
import io.loadstream.local.run.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs the decision engine that somebody looks on: open pages, half of them stuck, and traces. An engine serves
 * for weeks, so what counts is one whose code has been compiled: the first part of the backlog is warm-up.
 */
public final class OnlookersBenchmark implements Benchmark {

    private static final int FLIGHTS = 5_000;
    private static final int ONE_TRACED_IN = 100;
    private static final long BOOKINGS = 5_000_000;
    private static final double WARM_UP = 0.4;
    private static final long QUICK_BOOKINGS = 100_000;

    @Override
    public String name() {
        return "onlookers";
    }

    @Override
    public String summary() {
        return "the decision engine with 50 pages open, or one booking in 100 traced, beside the same without";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        long bookings = run.quick() ? QUICK_BOOKINGS : BOOKINGS;
        Backlog backlog = new Backlog(FLIGHTS, bookings, 1, ONE_TRACED_IN);
        long warmUp = (long) (bookings * WARM_UP);
        try (EngineTrials trials = new EngineTrials(
                run.folder().data(),
                run.home().program(Service.DECISION_ENGINE),
                backlog,
                warmUp,
                run.progress()::say)) {
            Map<Variant, List<Trial>> results = trials.run(Variant.ONLOOKERS, run.rounds());
            double alone = TrialRows.rate(results.get(Variant.ENGINE));
            Map<String, Double> ratios = new LinkedHashMap<>();
            ratios.put("watched_to_alone", TrialRows.rate(results.get(Variant.ENGINE_WATCHED)) / alone);
            ratios.put("traced_to_alone", TrialRows.rate(results.get(Variant.ENGINE_TRACED)) / alone);
            return BenchReport.of(name(), TrialRows.of(results, Variant::label), ratios)
                    .with("bookings", bookings)
                    .with("warm_up_bookings", warmUp);
        }
    }
}
