package io.loadstream.local.bench.etl;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.benchmarks.OwnJvm;
import io.loadstream.embedded.JavaCommand;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From bookings in the lake to {@code fact_booking} with all its dimensions and indexes, beside reading the same files only
 * and copying the same rows into one bare table; at first and with many rows loaded already.
 */
public final class EtlBenchmark implements Benchmark {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Of the loader and of its rivals. */
    private static final int HEAP_MEGABYTES = 256;

    /**
     * @param portion bookings of one set of files, each loaded by itself
     * @param seededSets sets of flights that are put into the database without loading, to measure with many rows
     */
    private record Scale(int portion, int seededSets, int flightsAtOnce) {

        static final Scale FULL = new Scale(1_000_000, 9, 12_000);
        static final Scale QUICK = new Scale(60_000, 2, 1_200);
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
        try (LoaderParts parts = LoaderParts.startAtFullSpeed(run)) {
            BookingLake lake = new BookingLake(parts.store(), scale.flightsAtOnce);
            ServiceProcess loader = parts.startLoaderIn(JavaCommand.containerJvm(HEAP_MEGABYTES));
            try {
                loader.awaitReady();
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
        Figures few = portions(run, scale, lake, loader);
        double goldSeconds = gold(run, loader);
        Map<String, Figures> rivals = rivals(run, scale, parts);
        long loaded = lake.bookings();
        long[] seeded = lake.skip(scale.seededSets);
        run.progress().say("putting %,d bookings into the database".formatted(seeded[1] - seeded[0]));
        SeededFlights.insert(parts.postgres(), scale.flightsAtOnce, seeded[0], seeded[1]);
        long before = loaded + seeded[1] - seeded[0];
        // As at first: these flights have no bookings yet, and those measured have as many as then.
        portion(run, scale, lake, loader);
        Figures many = portions(run, scale, lake, loader);
        long expected = before + (run.rounds() + 1L) * scale.portion;
        long rows;
        try (Connection connection = parts.postgres().connect()) {
            rows = TableSums.number(connection, "SELECT count(*) FROM dw.fact_booking");
        }
        if (rows != expected) {
            throw new RunFailedException("fact_booking has " + rows + " rows of " + expected + " bookings");
        }
        double copied = rivals.get("copy").median();
        return BenchReport.of(
                        "etl",
                        List.of(
                                few.row("lake to facts, from %,d rows on".formatted(scale.portion)),
                                many.row("lake to facts, from %,d rows on".formatted(before + scale.portion)),
                                rivals.get("read").row("reading the same files only, one thread"),
                                rivals.get("copy").row("reading them and JDBC COPY into a bare table, one thread")),
                        Map.of(
                                "events_per_second", few.median(),
                                "etl_to_copy", few.median() / copied,
                                "cost_growth", few.median() / many.median()))
                .with("rows_in_fact_booking", rows)
                .with("of_these_put_there_by_sql", seeded[1] - seeded[0])
                .with("gold_export_seconds", goldSeconds)
                .with("heap_mb", HEAP_MEGABYTES);
    }

    /** Seconds for the gold tables of all flights loaded so far; they have a schedule of their own. */
    private static double gold(BenchRun run, ServiceProcess loader) {
        long begin = System.nanoTime();
        int dates = loader.post("/api/etl/gold", LIMIT).path("dates").asInt();
        double seconds = (System.nanoTime() - begin) / 1e9;
        run.progress().say("gold tables of %d dates in %.1f s".formatted(dates, seconds));
        return seconds;
    }

    private static Figures portions(BenchRun run, Scale scale, BookingLake lake, ServiceProcess loader) {
        Figures figures = new Figures();
        for (int round = 0; round < run.rounds(); round++) {
            figures.add(portion(run, scale, lake, loader), loader);
        }
        return figures;
    }

    /** In a process of their own, with the loader's settings, while the loader has nothing to do. */
    private static Map<String, Figures> rivals(BenchRun run, Scale scale, LoaderParts parts) throws Exception {
        Map<String, Figures> figures = new HashMap<>();
        try {
            OwnJvm.run(
                    JavaCommand.containerJvm(HEAP_MEGABYTES),
                    run.folder().logs().resolve("rivals.log"),
                    line -> {
                        String[] words = line.split(" ");
                        Trial trial = new Trial(Long.parseLong(words[1]), Double.parseDouble(words[2]), Double.NaN);
                        figures.computeIfAbsent(words[0], variant -> new Figures())
                                .add(trial);
                        run.progress().say("%s only: %,.0f/s".formatted(words[0], trial.perSecond()));
                    },
                    BareRivals.class,
                    parts.lake().endpoint(),
                    parts.postgres().jdbcUrl(),
                    scale.portion,
                    run.rounds());
        } catch (IllegalStateException e) {
            throw new RunFailedException(e.getMessage(), e);
        }
        if (figures.size() != 2) {
            throw new RunFailedException("the rivals ended without figures: see rivals.log");
        }
        return figures;
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
                .say("%,d events loaded at %,.0f/s"
                        .formatted(report.path("events").path("bookings").asLong(), perSecond));
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
