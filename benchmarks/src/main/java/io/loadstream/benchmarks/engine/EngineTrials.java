package io.loadstream.benchmarks.engine;

import io.loadstream.benchmarks.Backlog;
import io.loadstream.benchmarks.CommittedRecords;
import io.loadstream.benchmarks.GroupProgress;
import io.loadstream.benchmarks.OwnJvm;
import io.loadstream.benchmarks.Trial;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.JavaCommand;
import io.loadstream.embedded.PartFailedException;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.Ports;
import io.loadstream.embedded.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Works the same backlog off with each variant in turn, several rounds of it, so that a machine that grows slower or
 * faster meanwhile does so for all. Outputs are deleted between two trials, and what a variant put out is counted: one
 * that drops work is not fast.
 */
public final class EngineTrials implements AutoCloseable {

    private static final int PARTITIONS = 12;
    private static final int TIMED_BOOKINGS = 400_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(180);
    /** Traces are sent every few seconds, so that the first may come after the last record. */
    private static final Duration ONLOOKERS_LIMIT = Duration.ofSeconds(20);

    private static final Duration STOP = Duration.ofSeconds(10);
    private static final List<String> OUTPUTS =
            List.of(Topic.INVENTORY_METRICS.topicName(), Topic.PROMO_DECISIONS.topicName(), Topic.FLIGHT_STATE);
    private static final List<String> INPUTS =
            Topic.inputs().stream().map(Topic::topicName).toList();

    private final Path folder;
    private final Path engineJar;
    private final Backlog backlog;
    private final long warmUp;
    private final Consumer<String> progress;
    private final EmbeddedKafka kafka;
    private int trials;
    private double allocatedPerEvent;

    public EngineTrials(Path folder, Path engineJar, Backlog backlog, Consumer<String> progress) {
        this(folder, engineJar, backlog, 1, progress);
    }

    /** @param warmUp records that are worked off before anything counts, from 1 on */
    public EngineTrials(Path folder, Path engineJar, Backlog backlog, long warmUp, Consumer<String> progress) {
        this.folder = folder;
        this.engineJar = engineJar;
        this.backlog = backlog;
        this.warmUp = warmUp;
        this.progress = progress;
        this.kafka = EmbeddedKafka.atFullSpeed(Place.in(folder.resolve("kafka")));
        kafka.create(TopicPlan.ofContract(PARTITIONS));
    }

    /** The results by variant, one for each round. */
    public Map<Variant, List<Trial>> run(List<Variant> variants, int rounds) throws Exception {
        backlog.writeTo(
                kafka.bootstrapServers(),
                sent -> progress.accept("backlog: %,d of %,d bookings".formatted(sent, backlog.bookings())));
        Map<Variant, List<Trial>> results = new EnumMap<>(Variant.class);
        for (int round = 1; round <= rounds; round++) {
            for (Variant variant : variants) {
                Trial trial = run(variant);
                results.computeIfAbsent(variant, v -> new ArrayList<>()).add(trial);
                progress.accept("round %d of %d, %s: %,.0f events/s, %.2f CPU s per million, %d MiB"
                        .formatted(
                                round,
                                rounds,
                                variant.label(),
                                trial.rate(),
                                trial.cpuSecondsPerMillion(),
                                trial.peakRssBytes() >> 20));
            }
        }
        return results;
    }

    /** Latency at a steady rate, on topics that are empty: to be called before {@link #run}. */
    public LatencyTrial latency(int rate, int warmUpSeconds, int seconds, int maxRecords) throws Exception {
        recreate(Stream.concat(INPUTS.stream(), OUTPUTS.stream()).toList());
        String group = "latency-" + ++trials;
        Map<String, String> environment = new HashMap<>(Variant.ENGINE.environment(kafka.bootstrapServers(), group));
        environment.put("LOADSTREAM_ENGINE_BATCH_MAX_RECORDS", Integer.toString(maxRecords));
        int port = Ports.free();
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
        ChildProcess process = start(Variant.ENGINE, group, environment);
        try {
            process.await(
                    () -> EngineMetrics.value(port, "loadstream_engine_restore_seconds_count") > 0, RESTORE_LIMIT);
            LatencyTrial trial = LatencyTrial.inOwnJvm(
                    folder.resolve(group + "-trial.log"),
                    kafka.bootstrapServers(),
                    PARTITIONS,
                    rate,
                    warmUpSeconds,
                    seconds);
            progress.accept(
                    "latency at %,d events/s, at most %,d records a transaction: p50 %.0f, p99 %.0f, p99.9 %.0f ms"
                            .formatted(rate, maxRecords, trial.p50(), trial.p99(), trial.p999()));
            return trial;
        } finally {
            process.stop(STOP);
            recreate(INPUTS);
        }
    }

    /** Seconds in which a new engine restores that many flights of twenty bookings. */
    public double restore(int flights) throws Exception {
        recreate(Stream.concat(INPUTS.stream(), OUTPUTS.stream()).toList());
        StateSeed.write(kafka.bootstrapServers(), flights, PARTITIONS);
        String group = "restore-" + ++trials;
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(Variant.ENGINE.environment(kafka.bootstrapServers(), group));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
        ChildProcess process = start(Variant.ENGINE, group, environment);
        try {
            process.await(
                    () -> EngineMetrics.value(port, "loadstream_engine_restore_seconds_count") > 0, RESTORE_LIMIT);
            double seconds = EngineMetrics.value(port, "loadstream_engine_restore_seconds_sum");
            progress.accept("restored %,d flights in %.1f s".formatted(flights, seconds));
            return seconds;
        } finally {
            process.stop(STOP);
            recreate(OUTPUTS);
        }
    }

    /** What flights cost in memory, in a JVM of its own. */
    public Footprint footprint(int flights) throws Exception {
        double[] figures = OwnJvm.figures(
                List.of(JavaCommand.java(), "-Xmx2g", "-XX:+UseParallelGC"),
                folder.resolve("footprint.log"),
                4,
                StateFootprint.class,
                flights,
                TIMED_BOOKINGS);
        return new Footprint(figures[0], figures[1], figures[2], figures[3]);
    }

    /**
     * @param bytesPerFlight with twenty bookings each
     * @param bytesWithInventory with an inventory of two cabins of ten fare buckets besides
     * @param rateWithFew bookings a second without a broker, on 10,000 flights
     * @param rateWithMany the same on all flights
     */
    public record Footprint(
            double bytesPerFlight, double bytesWithInventory, double rateWithFew, double rateWithMany) {}

    /** Bytes that the engine allocated for each event of its last trial; 0 before. */
    public double allocatedBytesPerEvent() {
        return allocatedPerEvent;
    }

    private ChildProcess start(Variant variant, String group, Map<String, String> environment) {
        Path log = folder.resolve(group + ".log");
        Path streams = folder.resolve("streams-" + trials);
        return ChildProcess.start(
                variant.label(),
                variant.command(jvm(), engineJar, kafka.bootstrapServers(), group, streams),
                environment,
                folder,
                log);
    }

    private Trial run(Variant variant) throws Exception {
        recreate(OUTPUTS);
        String group = "bench-" + variant.name().toLowerCase() + '-' + ++trials;
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(variant.environment(kafka.bootstrapServers(), group));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
        Onlookers onlookers = Onlookers.of(variant, environment);
        ChildProcess process = start(variant, group, environment);
        Trial trial;
        try (onlookers;
                Admin admin = kafka.admin()) {
            ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
            onlookers.start(process);
            trial = Trial.watch(handle, new GroupProgress(admin, group, INPUTS), PATIENCE, warmUp);
            awaitSight(onlookers, process);
        } catch (TimeoutException | RuntimeException e) {
            process.kill();
            throw new IllegalStateException(variant.label() + " failed; its log is " + process.logFile(), e);
        }
        if (variant.isEngine()) {
            allocatedPerEvent = EngineMetrics.value(port, "jvm_gc_memory_allocated_bytes_total") / backlog.records();
        }
        process.stop(STOP);
        check(variant);
        return trial;
    }

    private static void awaitSight(Onlookers onlookers, ChildProcess process) {
        try {
            process.await(onlookers::haveSeen, ONLOOKERS_LIMIT);
        } catch (PartFailedException e) {
            throw new IllegalStateException("those who looked on saw nothing: nothing was measured", e);
        }
    }

    private void check(Variant variant) {
        if (variant == Variant.BARE_READ) {
            return;
        }
        long expected = variant.copies() ? backlog.records() : backlog.bookings();
        long found = CommittedRecords.count(kafka.bootstrapServers(), Topic.INVENTORY_METRICS.topicName());
        if (found != expected) {
            throw new IllegalStateException(
                    "%s put out %d records, not %d".formatted(variant.label(), found, expected));
        }
    }

    private void recreate(List<String> topics) throws Exception {
        try (Admin admin = kafka.admin()) {
            try {
                admin.deleteTopics(topics).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            while (Stream.of(admin.listTopics().names().get())
                    .anyMatch(names -> topics.stream().anyMatch(names::contains))) {
                Thread.sleep(50);
            }
        }
        kafka.create(TopicPlan.ofContract(PARTITIONS));
    }

    /** More options, such as those of a profiler, may be given as {@code loadstream.bench.jvm}. */
    private static List<String> jvm() {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        command.addAll(Stream.of(System.getProperty("loadstream.bench.jvm", "").split(" "))
                .filter(option -> !option.isBlank())
                .toList());
        return command;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
