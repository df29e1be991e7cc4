package io.loadstream.local.bench.startup;

import io.loadstream.benchmarks.ProcessUsage;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.bench.Spread;
import io.loadstream.local.run.Feed;
import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.PipelineSettings;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Each service started alone beside running parts, from the start of its process until it says that it is ready: plainly,
 * and with an AOT cache (JEP 483, 514) that a training run of the same service has recorded. That run is a complete one,
 * or one like that of the images, which ends before it would connect to anything.
 */
public final class StartupBenchmark implements Benchmark {

    /** The run that an AOT cache is recorded in. */
    private enum Training {
        COMPLETE("of a complete run", List.of()),
        /** As in deploy/images/Dockerfile: Quarkus ends it by itself. */
        OF_IMAGES("as the images record it", List.of("-Dquarkus.appcds.generate=true"));

        private final String told;
        private final List<String> options;

        Training(String told, List<String> options) {
            this.told = told;
            this.options = options;
        }
    }

    /** At its end the JVM of the training run assembles the cache. */
    private static final Duration ASSEMBLY = Duration.ofSeconds(90);

    private static final List<String> ARCHIVES = List.of("app.aot", "app-cds.jsa");

    private static final Duration POLL = Duration.ofMillis(5);
    private static final int FIRST_WITH_AOT = 25;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String summary() {
        return "how soon each service is ready, and its resident memory then, with and without an AOT cache";
    }

    @Override
    public BenchReport run(BenchRun run) {
        BenchReport report = BenchReport.of(name(), List.of(), Map.of());
        boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT;
        if (!aot) {
            run.progress().say("AOT caches need Java %d or later: measured without".formatted(FIRST_WITH_AOT));
        }
        PipelineSettings settings = PipelineSettings.of(new Feed.Idle(), "default");
        try (Pipeline pipeline = Pipeline.start(run.home(), run.folder(), settings, true, run.progress())) {
            for (Service service : Service.values()) {
                pipeline.service(service).stop();
            }
            for (Service service : Service.values()) {
                ServiceProcess process = pipeline.service(service);
                report = report.with(service.module() + ", JVM", measure(run, process, "JVM", List.of()));
                if (aot) {
                    for (Training training : trainings(run, service)) {
                        String variant = "JVM with AOT cache " + training.told;
                        Path cache = record(run, process, training);
                        report = report.with(
                                service.module() + ", " + variant,
                                measure(run, process, variant, List.of("-XX:AOTCache=" + cache)));
                    }
                }
            }
        }
        return report;
    }

    /** A service ends by itself after a training run only if it was built for one, which leaves an archive beside it. */
    private static List<Training> trainings(BenchRun run, Service service) {
        Path program = run.home().program(service);
        if (ARCHIVES.stream().anyMatch(name -> Files.exists(program.resolveSibling(name)))) {
            return List.of(Training.values());
        }
        run.progress()
                .say("not built for the images' way to record an AOT cache (%s): measured without"
                        .formatted("MAVEN_ARGS=-Dquarkus.package.jar.aot.enabled=true"));
        return List.of(Training.COMPLETE);
    }

    private static Path record(BenchRun run, ServiceProcess process, Training training) {
        Path cache = run.folder().data().resolve(process.service().module() + "-" + training + ".aot");
        List<String> options = new ArrayList<>(training.options);
        options.add("-XX:AOTCacheOutput=" + cache);
        process.start(options);
        switch (training) {
            case COMPLETE -> {
                process.awaitReady();
                process.stop(ASSEMBLY);
            }
            case OF_IMAGES -> process.awaitEnd(ASSEMBLY);
        }
        if (!Files.exists(cache)) {
            throw new RunFailedException("no AOT cache was recorded; the log is " + process.logFile());
        }
        return cache;
    }

    private static String measure(BenchRun run, ServiceProcess process, String variant, List<String> options) {
        double[] seconds = new double[run.rounds()];
        double[] mebibytes = new double[run.rounds()];
        for (int round = 0; round < run.rounds(); round++) {
            long started = System.nanoTime();
            process.start(options);
            process.awaitReady(POLL);
            seconds[round] = (System.nanoTime() - started) / 1e9;
            mebibytes[round] = ProcessUsage.of(process.pid()).peakRssBytes() / (double) (1 << 20);
            process.stop();
        }
        Spread ready = Spread.of(seconds);
        String figures = String.format(
                Locale.ROOT,
                "ready in %.2f s (%.2f to %.2f), %.0f MiB",
                ready.median(),
                ready.min(),
                ready.max(),
                Spread.of(mebibytes).median());
        run.progress().say(process.service().module() + ", " + variant + ": " + figures);
        return figures;
    }
}
