package io.loadstream.benchmarks.engine;

import io.loadstream.benchmarks.Backlog;
import io.loadstream.benchmarks.CommittedRecords;
import io.loadstream.benchmarks.GroupProgress;
import io.loadstream.benchmarks.Trial;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final List<String> OUTPUTS =
            List.of(Topic.INVENTORY_METRICS.topicName(), Topic.PROMO_DECISIONS.topicName(), Topic.FLIGHT_STATE);
    private static final List<String> INPUTS =
            Topic.inputs().stream().map(Topic::topicName).toList();

    private final Path folder;
    private final Path engineJar;
    private final Backlog backlog;
    private final Consumer<String> progress;
    private final EmbeddedKafka kafka;
    private int trials;

    public EngineTrials(Path folder, Path engineJar, Backlog backlog, Consumer<String> progress) {
        this.folder = folder;
        this.engineJar = engineJar;
        this.backlog = backlog;
        this.progress = progress;
        this.kafka = EmbeddedKafka.inOwnProcess(Place.in(folder.resolve("kafka")));
    }

    /** The results by variant, one for each round. */
    public Map<Variant, List<Trial>> run(List<Variant> variants, int rounds) throws Exception {
        kafka.create(TopicPlan.ofContract(PARTITIONS));
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

    private Trial run(Variant variant) throws Exception {
        recreateOutputs();
        String group = "bench-" + variant.name().toLowerCase() + '-' + ++trials;
        ChildProcess process = ChildProcess.start(
                variant.label(),
                variant.command(jvm(), engineJar, kafka.bootstrapServers(), group, folder.resolve("streams-" + trials)),
                variant.environment(kafka.bootstrapServers(), group),
                folder,
                folder.resolve(group + ".log"));
        Trial trial;
        try (Admin admin = kafka.admin()) {
            ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
            trial = Trial.watch(handle, new GroupProgress(admin, group, INPUTS), PATIENCE);
        } catch (TimeoutException | RuntimeException e) {
            process.kill();
            throw new IllegalStateException(variant.label() + " failed; its log is " + process.logFile(), e);
        }
        process.stop(STOP);
        check(variant);
        return trial;
    }

    private void check(Variant variant) {
        if (variant == Variant.BARE_READ) {
            return;
        }
        long expected = variant == Variant.COPY_LIMIT ? backlog.records() : backlog.bookings();
        long found = CommittedRecords.count(kafka.bootstrapServers(), Topic.INVENTORY_METRICS.topicName());
        if (found != expected) {
            throw new IllegalStateException(
                    "%s put out %d records, not %d".formatted(variant.label(), found, expected));
        }
    }

    private void recreateOutputs() throws Exception {
        try (Admin admin = kafka.admin()) {
            try {
                admin.deleteTopics(OUTPUTS).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            while (Stream.of(admin.listTopics().names().get())
                    .anyMatch(names -> OUTPUTS.stream().anyMatch(names::contains))) {
                Thread.sleep(50);
            }
        }
        kafka.create(TopicPlan.ofContract(PARTITIONS));
    }

    /** More options, such as those of a profiler, may be given as {@code loadstream.bench.jvm}. */
    private static List<String> jvm() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        command.addAll(Stream.of(System.getProperty("loadstream.bench.jvm", "").split(" "))
                .filter(option -> !option.isBlank())
                .toList());
        return command;
    }

    @Override
    public void close() {
        kafka.close();
    }

    /** Arguments: folder, engine's jar, flights, bookings, rounds, variants by comma. */
    public static void main(String[] args) throws Exception {
        Backlog backlog = new Backlog(Integer.parseInt(args[2]), Long.parseLong(args[3]), 1);
        List<Variant> variants =
                Stream.of(args[5].split(",")).map(Variant::valueOf).toList();
        try (EngineTrials trials = new EngineTrials(Path.of(args[0]), Path.of(args[1]), backlog, System.out::println)) {
            trials.run(variants, Integer.parseInt(args[4]));
        }
    }
}
