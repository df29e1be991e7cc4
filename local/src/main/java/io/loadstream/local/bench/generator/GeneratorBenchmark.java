package io.loadstream.local.bench.generator;

import io.loadstream.benchmarks.Trial;
import io.loadstream.benchmarks.generator.GeneratorTrials;
import io.loadstream.benchmarks.generator.MarketTrial.Form;
import io.loadstream.benchmarks.generator.PlainProducer.Order;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.TrialRows;
import io.loadstream.local.run.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The market in process, and the event generator into Kafka beside a bare producer. */
public final class GeneratorBenchmark implements Benchmark {

    @Override
    public String name() {
        return "generator";
    }

    @Override
    public String summary() {
        return "the market in process, its memory, and the event generator into Kafka beside a bare producer";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        GeneratorTrials trials =
                new GeneratorTrials(run.folder().data(), run.home().program(Service.EVENT_GENERATOR));
        run.progress().say("the market in process");
        int fewDays = run.quick() ? 1 : 5;
        List<Trial> market = trials.market("network", fewDays, run.rounds(), Form.FIGURES);
        List<Trial> marketRecords = trials.market("network", fewDays, run.rounds(), Form.RECORDS);
        List<Trial> marketJson = trials.market("network", fewDays, run.rounds(), Form.JSON);
        run.progress().say("memory of 101,000 flights on sale");
        double bytesPerFlight = trials.bytesPerFlight(false);
        double bytesWithOffers = trials.bytesPerFlight(true);
        int days = run.quick() ? 2 : 60;
        run.progress().say("network for %d days in process".formatted(days));
        Trial whole = trials.market("network", days, 1, Form.FIGURES).getFirst();
        long records = whole.records();
        List<Trial> plain = new ArrayList<>();
        List<Trial> inItsOrder = new ArrayList<>();
        List<Trial> generator = new ArrayList<>();
        for (int round = 1; round <= run.rounds(); round++) {
            plain.add(trials.plainProducer(records, Order.EVENT_TIME));
            inItsOrder.add(trials.plainProducer(records, Order.PARTITION));
            generator.add(trials.generator(days, records));
            run.progress()
                    .say(
                            "round %d of %d: plain producer %,.0f records/s, in the generator's order %,.0f, generator %,.0f"
                                    .formatted(
                                            round,
                                            run.rounds(),
                                            plain.getLast().rate(),
                                            inItsOrder.getLast().rate(),
                                            generator.getLast().rate()));
        }

        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("kafka_to_plain_producer", TrialRows.rate(generator) / TrialRows.rate(plain));
        ratios.put("kafka_to_plain_producer_in_its_order", TrialRows.rate(generator) / TrialRows.rate(inItsOrder));
        ratios.put(
                "pure_events_per_second_per_core",
                TrialRows.median(market, trial -> trial.records() / trial.cpuSeconds()));
        ratios.put("bytes_per_flight", bytesPerFlight);
        return BenchReport.of(
                        name(),
                        List.of(
                                TrialRows.row("market in process, 1 thread, as figures", market),
                                TrialRows.row("the same, as event records", marketRecords),
                                TrialRows.row("the same, as JSON", marketJson),
                                TrialRows.row("plain producer", plain),
                                TrialRows.row("the same, in the generator's order", inItsOrder),
                                TrialRows.row("event-generator", generator)),
                        ratios)
                .with("bytes_per_flight_with_offers", bytesWithOffers)
                .with("network_days", days)
                .with("network_events", records)
                .with("network_seconds", whole.seconds());
    }
}
