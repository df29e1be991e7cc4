package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.Cuped;
import io.loadstream.domain.evaluation.DifferenceInMeans;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRow;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many simulated experiments, each with its own seed: does the interval contain the truth as often as it claims? */
public final class EvaluationBenchmark implements Benchmark {

    private static final int RESAMPLES = 1000;

    /** How much of everything. */
    private record Scale(int experiments, int days) {

        static final Scale FULL = new Scale(200, 30);
        static final Scale QUICK = new Scale(8, 15);
    }

    @Override
    public String name() {
        return "evaluation";
    }

    @Override
    public String summary() {
        return "bias and coverage of the effect estimates, against the truth of simulated experiments; ignores --rounds";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        Scenario scenario = ScenarioReader.preset("small").withDays(scale.days);
        Judgement plain = new Judgement();
        Judgement cuped = new Judgement();
        long events = 0;
        long begin = System.nanoTime();
        for (int seed = 1; seed <= scale.experiments; seed++) {
            Experiment.Result result = Experiment.run(scenario.withSeed(seed));
            plain.add(DifferenceInMeans.of(result.revenue(), seed, RESAMPLES), result.truth());
            cuped.add(DifferenceInMeans.of(Cuped.adjusted(result.revenue()), seed, RESAMPLES), result.truth());
            events += result.events();
            run.progress()
                    .update("experiment %d of %d: coverage so far %.3f"
                            .formatted(seed, scale.experiments, cuped.coverage()));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        run.progress().endLine();
        Path picture = run.folder().path().resolve("evaluation-coverage.svg");
        Files.writeString(
                picture,
                CoveragePicture.of(
                        cuped,
                        String.format(
                                Locale.ROOT,
                                "%d simulated experiments: 95 %% intervals of the effect on revenue per flight, about"
                                        + " their truth; %.1f %% contain it",
                                scale.experiments,
                                100 * cuped.coverage())));
        return BenchReport.of(
                        name(),
                        List.of(new BenchRow(
                                "simulated events, estimates included", Spread.of(events / seconds), null, null)),
                        Map.of(
                                "coverage", cuped.coverage(),
                                "bias_to_width", Math.abs(cuped.bias()) / cuped.meanWidth(),
                                "coverage_without_cuped", plain.coverage(),
                                "bias_to_width_without_cuped", Math.abs(plain.bias()) / plain.meanWidth(),
                                "width_with_cuped_to_without", cuped.meanWidth() / plain.meanWidth()))
                .with("experiments", scale.experiments)
                .with("mean_flights_per_experiment", cuped.meanFlights())
                .with("mean_true_effect_per_flight", cuped.meanTruth())
                .with("mean_bias", cuped.bias())
                .with("standard_error_of_bias", cuped.biasStandardError())
                .with("mean_width", cuped.meanWidth())
                .with("picture", run.home().display(picture));
    }
}
