package io.loadstream.local.bench.etl;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRow;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.Spread;
import io.loadstream.local.etl.BookingLake;
import io.loadstream.local.etl.LoaderParts;
import io.loadstream.local.etl.TableSums;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.ServiceProcess;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From bookings in the lake to {@code fact_booking} with all its dimensions and indexes, beside reading the same files only
 * and copying the same rows into one bare table; at first and with many rows loaded already.
 */
public final class EtlBenchmark implements Benchmark {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Bookings of one file set; each is loaded by itself. */
    private record Scale(int portion, long loadedBefore, int flightsAtOnce) {

        static final Scale FULL = new Scale(1_000_000, 20_000_000, 12_000);
        static final Scale QUICK = new Scale(60_000, 240_000, 1_200);
    }

    @Override
    public String name() {
        return "etl";
    }

    @Override
    public String summary() {
        return "lake to warehouse, beside reading alone and COPY into a bare table; with few and with many rows loaded";
    }

    @Override
    public BenchReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        try (LoaderParts parts = new LoaderParts(run)) {
            BookingLake lake = new BookingLake(parts.store(), scale.flightsAtOnce);
            ServiceProcess loader = parts.startLoader("off");
            try {
                return measure(run, scale, parts, lake, loader);
            } finally {
                loader.stop();
            }
        }
    }

    private static BenchReport measure(
            BenchRun run, Scale scale, LoaderParts parts, BookingLake lake, ServiceProcess loader) throws Exception {
        // The first portion warms both processes up, and leaves the warehouse with its first million.
        portion(run, scale, lake, loader);
        Figures few = new Figures();
        Figures read = new Figures();
        Figures copy = new Figures();
        for (int round = 0; round < run.rounds(); round++) {
            few.add(portion(run, scale, lake, loader), loader);
            BareRivals rivals = new BareRivals(parts);
            read.add(rivals.read(scale.portion));
            copy.add(rivals.copy(scale.portion));
        }
        while (lake.bookings() + run.rounds() * (long) scale.portion < scale.loadedBefore) {
            portion(run, scale, lake, loader);
        }
        Figures many = new Figures();
        for (int round = 0; round < run.rounds(); round++) {
            many.add(portion(run, scale, lake, loader), loader);
        }
        long rows;
        try (Connection connection = parts.postgres().connect()) {
            rows = TableSums.number(connection, "SELECT count(*) FROM dw.fact_booking");
        }
        if (rows != lake.bookings()) {
            throw new RunFailedException("fact_booking has " + rows + " rows of " + lake.bookings() + " bookings");
        }
        return BenchReport.of(
                        "etl",
                        List.of(
                                few.row("lake to facts, up to %,d rows before".formatted(4L * scale.portion)),
                                many.row("lake to facts, about %,d rows before".formatted(scale.loadedBefore)),
                                read.row("reading the same files only, one thread"),
                                copy.row("reading them and JDBC COPY into a bare table, one thread")),
                        Map.of(
                                "events_per_second", few.median(),
                                "etl_to_copy", few.median() / copy.median(),
                                "cost_growth", few.median() / many.median()))
                .with("rows_in_fact_booking", rows);
    }

    /** Writes a portion and loads it; events per second by the loader's own clock, refresh and checks included. */
    private static Trial portion(BenchRun run, Scale scale, BookingLake lake, ServiceProcess loader) {
        lake.append(scale.portion, false);
        double cpuBefore = ProcessFigures.cpuSeconds(loader.pid());
        JsonNode report = loader.post("/api/etl/run", LIMIT);
        if (!report.path("status").asText().equals("SUCCEEDED")) {
            throw new RunFailedException(
                    "the loader failed: " + report.path("error").asText());
        }
        long events = report.path("events").path("bookings").asLong();
        double perSecond = events / report.path("seconds").asDouble();
        run.progress()
                .say("%,d bookings loaded, the last %,d at %,.0f/s".formatted(lake.bookings(), events, perSecond));
        return new Trial(events, perSecond, ProcessFigures.cpuSeconds(loader.pid()) - cpuBefore);
    }

    /**
     * @param cpuSeconds of the measured process; {@code NaN} when it was not measured
     */
    record Trial(long events, double perSecond, double cpuSeconds) {}

    /** Trials of one variant. */
    private static final class Figures {

        private final List<Trial> trials = new ArrayList<>();
        private Long peakRssMb;

        void add(Trial trial) {
            trials.add(trial);
        }

        void add(Trial trial, ServiceProcess loader) {
            trials.add(trial);
            peakRssMb = ProcessFigures.peakRssMb(loader.pid());
        }

        double median() {
            return spread().median();
        }

        private Spread spread() {
            return Spread.of(trials.stream().mapToDouble(Trial::perSecond).toArray());
        }

        BenchRow row(String variant) {
            double cpu = trials.stream()
                    .mapToDouble(trial -> trial.cpuSeconds() * 1_000_000 / trial.events())
                    .average()
                    .orElseThrow();
            return new BenchRow(variant, spread(), Double.isNaN(cpu) ? null : (Double) cpu, peakRssMb);
        }
    }
}
