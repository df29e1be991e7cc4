package io.loadstream.local.bench.evaluation;

import io.loadstream.domain.evaluation.Cuped;
import io.loadstream.domain.evaluation.DifferenceInMeans;
import io.loadstream.domain.evaluation.Effect;
import io.loadstream.domain.evaluation.MatchedComparison;
import io.loadstream.domain.evaluation.Observation;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRow;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many simulated experiments, each with its own seed: does the interval contain the truth as often as it claims? */
public final class EvaluationBenchmark implements Benchmark {

    private static final int RESAMPLES = 1000;

    /** How much of everything. */
    private record Scale(int experiments, int days) {

        static final Scale FULL = new Scale(1000, 30);
        static final Scale QUICK = new Scale(8, 15);

        /** Without a hold-out, days of departures without offers come first: what lies three weeks back can be matched. */
        int daysBefore() {
            return days + 21;
        }
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
        Judgement loadFactor = new Judgement();
        Judgement matched = new Judgement();
        Judgement matchedLoadFactor = new Judgement();
        long events = 0;
        long begin = System.nanoTime();
        for (int seed = 1; seed <= scale.experiments; seed++) {
            Experiment.Result result = Experiment.halfHeldOut(scenario.withSeed(seed));
            List<Observation> revenue = result.observations(FlightEnd::revenue);
            double truth = result.truth(FlightEnd::revenueEffect);
            plain.add(DifferenceInMeans.of(revenue, seed, RESAMPLES), truth);
            cuped.add(adjusted(revenue, seed), truth);
            loadFactor.add(
                    adjusted(result.observations(FlightEnd::loadFactor), seed),
                    result.truth(FlightEnd::loadFactorEffect));
            Experiment.Result without = Experiment.fromDayOn(
                    scenario.withSeed(seed).withDays(scale.daysBefore() + scale.days), scale.daysBefore());
            MatchedFlights flights = MatchedFlights.of(without.flights());
            matched.add(
                    MatchedComparison.of(flights.matches(FlightEnd::revenue)), flights.truth(FlightEnd::revenueEffect));
            matchedLoadFactor.add(
                    MatchedComparison.of(flights.matches(FlightEnd::loadFactor)),
                    flights.truth(FlightEnd::loadFactorEffect));
            events += result.events() + without.events();
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
                        ratios(plain, cuped, loadFactor, matched, matchedLoadFactor))
                .with("experiments", scale.experiments)
                .with("mean_flights_per_experiment", cuped.meanFlights())
                .with("mean_true_effect_per_flight", cuped.meanTruth())
                .with("mean_bias", cuped.bias())
                .with("standard_error_of_bias", cuped.biasStandardError())
                .with("mean_width", cuped.meanWidth())
                .with("mean_true_effect_on_load_factor", loadFactor.meanTruth())
                .with("mean_width_of_load_factor", loadFactor.meanWidth())
                .with("mean_flights_matched", matched.meanFlights())
                .with("mean_bias_matched", matched.bias())
                .with("standard_error_of_bias_matched", matched.biasStandardError())
                .with("mean_width_matched", matched.meanWidth())
                .with("picture", run.home().display(picture));
    }

    private static Effect adjusted(List<Observation> observations, long seed) {
        return DifferenceInMeans.of(Cuped.adjusted(observations), seed, RESAMPLES);
    }

    private static Map<String, Double> ratios(
            Judgement plain, Judgement cuped, Judgement loadFactor, Judgement matched, Judgement matchedLoadFactor) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        add(ratios, "", cuped);
        add(ratios, "_without_cuped", plain);
        add(ratios, "_load_factor", loadFactor);
        add(ratios, "_matched", matched);
        add(ratios, "_matched_load_factor", matchedLoadFactor);
        ratios.put("width_with_cuped_to_without", cuped.meanWidth() / plain.meanWidth());
        return ratios;
    }

    private static void add(Map<String, Double> ratios, String estimator, Judgement judgement) {
        ratios.put("coverage" + estimator, judgement.coverage());
        ratios.put("bias_to_width" + estimator, Math.abs(judgement.bias()) / judgement.meanWidth());
        ratios.put("found" + estimator, judgement.found());
    }
}
