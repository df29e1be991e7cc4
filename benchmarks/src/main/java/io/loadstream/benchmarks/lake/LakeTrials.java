package io.loadstream.benchmarks.lake;

import io.loadstream.benchmarks.GroupProgress;
import io.loadstream.benchmarks.ProcessUsage;
import io.loadstream.benchmarks.Trial;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.JavaCommand;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.Ports;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.verify.LakeVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/**
 * Takes the same backlog off the broker with each variant in turn, several rounds of it, each time into a bucket of its
 * own; what the archiver stored is counted.
 */
public final class LakeTrials implements AutoCloseable {

    private static final String TOPIC = "bookings";
    private static final int PARTITIONS = 12;
    private static final int MANY_PARTITIONS = 100;
    /** At the end of a backlog the last files wait for it, and nothing is done meanwhile. */
    private static final Duration FILE_AGE = NdjsonArchive.MAX_AGE;
    /** Of so many partitions, the files must be able to fill all memory that they may take. */
    private static final Duration FILE_AGE_OF_MANY = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final long MIB = 1 << 20;
    private static final Pattern DELAY = Pattern.compile(
            "loadstream_archive_delay_seconds\\{topic=\"" + TOPIC + "\",quantile=\"0.99\"} ([0-9.E-]+)");
    private static final Pattern NEWEST_AGE = Pattern.compile("loadstream_archive_newest_age_seconds ([0-9.E-]+)");
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path folder;
    private final Path archiverJar;
    private final Consumer<String> progress;
    private final EmbeddedKafka kafka;
    private final EmbeddedObjectStore objectStore;
    private int trials;
    private double bytesPerBooking;

    /**
     * What the lake took for a trial's records.
     *
     * @param rows records in it
     * @param bytes of all files
     * @param files how many
     * @param verifySeconds that it took to verify it all: every file read, its checksum, its rows and its place in the chain
     */
    public record Stored(long rows, long bytes, long files, double verifySeconds) {}

    /**
     * How old records are in the lake.
     *
     * @param p99Seconds from the broker to the lake, of the record of each file that waited longest, 99th percentile over
     *     the files
     * @param newestAgeSeconds age of the newest record that is in the lake, median of looks every 200 ms
     * @param greatestNewestAgeSeconds the greatest that was seen
     */
    public record Delay(double p99Seconds, double newestAgeSeconds, double greatestNewestAgeSeconds) {}

    /** @param folder for data and logs */
    public LakeTrials(Path folder, Path archiverJar, Consumer<String> progress) {
        this.folder = folder;
        this.archiverJar = archiverJar;
        this.progress = progress;
        this.kafka = EmbeddedKafka.atFullSpeed(Place.in(folder.resolve("kafka")));
        this.objectStore = EmbeddedObjectStore.atFullSpeed(Place.in(folder.resolve("object-store")));
    }

    /** The results by variant, one for each round; what was stored last is put into {@code stored}. */
    public Map<LakeVariant, List<Trial>> throughput(long bookings, int rounds, Map<LakeVariant, Stored> stored)
            throws Exception {
        createTopic(PARTITIONS);
        fill(bookings);
        Map<LakeVariant, List<Trial>> results = new EnumMap<>(LakeVariant.class);
        for (int round = 1; round <= rounds; round++) {
            for (LakeVariant variant : LakeVariant.values()) {
                Trial trial = trial(variant, FILE_AGE, stored);
                results.computeIfAbsent(variant, v -> new ArrayList<>()).add(trial);
                progress.accept("round %d of %d, %s: %,.0f records/s, %.2f CPU s per million, %d MiB"
                        .formatted(
                                round,
                                rounds,
                                variant.label(),
                                trial.rate(),
                                trial.cpuSecondsPerMillion(),
                                trial.peakRssBytes() / MIB));
            }
        }
        return results;
    }

    /** Works a backlog of a topic with {@value #MANY_PARTITIONS} partitions off; its peak memory is what counts. */
    public Trial manyPartitions(long bookings) throws Exception {
        createTopic(MANY_PARTITIONS);
        fill(bookings);
        Map<LakeVariant, Stored> stored = new EnumMap<>(LakeVariant.class);
        Trial trial = trial(LakeVariant.ARCHIVER, FILE_AGE_OF_MANY, stored);
        progress.accept("%d partitions: %d MiB, %,.0f records/s, %d files"
                .formatted(
                        MANY_PARTITIONS,
                        trial.peakRssBytes() / MIB,
                        trial.rate(),
                        stored.get(LakeVariant.ARCHIVER).files()));
        return trial;
    }

    /**
     * How long records take from the broker to the lake at a steady rate, with files of at most {@code maxAge}.
     *
     */
    public Delay delay(int perSecond, int seconds, Duration maxAge) throws Exception {
        createTopic(PARTITIONS);
        String group = "bench-delay-" + ++trials;
        LakeSettings lake = newBucket(group);
        int port = Ports.free();
        ChildProcess process = start(LakeVariant.ARCHIVER, group, lake, port, maxAge)
                .await(() -> get(port, "/q/health/ready").contains("\"UP\""), PATIENCE);
        try {
            List<Double> ages = new ArrayList<>();
            Thread looking = Thread.ofPlatform().start(() -> look(port, ages));
            try {
                new RealisticBookings(2).trickleTo(kafka.bootstrapServers(), TOPIC, perSecond, seconds);
            } finally {
                looking.interrupt();
                looking.join();
            }
            Matcher delay = DELAY.matcher(get(port, "/q/metrics"));
            if (!delay.find() || ages.isEmpty()) {
                throw new IllegalStateException("the archiver tells no delay; its log is " + process.logFile());
            }
            ages.sort(null);
            Delay found = new Delay(Double.parseDouble(delay.group(1)), ages.get(ages.size() / 2), ages.getLast());
            progress.accept("delay at %,d records/s: %.2f s (p99); age of the newest: %.2f s, at most %.2f s"
                    .formatted(perSecond, found.p99Seconds, found.newestAgeSeconds, found.greatestNewestAgeSeconds));
            return found;
        } finally {
            process.stop(STOP);
        }
    }

    private static void look(int port, List<Double> ages) {
        try {
            while (true) {
                Matcher age = NEWEST_AGE.matcher(get(port, "/q/metrics"));
                if (age.find()) {
                    ages.add(Double.parseDouble(age.group(1)));
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private static String get(int port, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private Trial trial(LakeVariant variant, Duration maxAge, Map<LakeVariant, Stored> stored) throws Exception {
        String group = "bench-lake-" + ++trials;
        LakeSettings lake = newBucket(group);
        ChildProcess process = start(variant, group, lake, Ports.free(), maxAge);
        Trial trial;
        long expected;
        try (Admin admin = kafka.admin()) {
            ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();
            GroupProgress group0 = new GroupProgress(admin, group, List.of(TOPIC));
            expected = group0.total();
            trial = Trial.watchFromAssignment(handle, group0, PATIENCE);
        } catch (TimeoutException | RuntimeException e) {
            process.kill();
            throw new IllegalStateException(variant.label() + " failed; its log is " + process.logFile(), e);
        }
        long peak = ProcessUsage.of(process.pid()).peakRssBytes();
        process.stop(STOP);
        if (variant.isArchiver()) {
            Stored found = stored(lake);
            if (found.rows() != expected) {
                throw new IllegalStateException(
                        "%s stored %d records, not %d".formatted(variant.label(), found.rows(), expected));
            }
            stored.put(variant, found);
        }
        return new Trial(trial.records(), trial.seconds(), trial.cpuSeconds(), peak);
    }

    private ChildProcess start(LakeVariant variant, String group, LakeSettings lake, int port, Duration maxAge) {
        return ChildProcess.start(
                variant.label(),
                variant.command(jvm(), archiverJar, kafka.bootstrapServers(), group, TOPIC, lake),
                variant.environment(kafka.bootstrapServers(), group, TOPIC, lake, port, maxAge.toMillis() + "ms"),
                folder,
                folder.resolve(group + ".log"));
    }

    private static Stored stored(LakeSettings lake) {
        long started = System.nanoTime();
        try (LakeStore store = LakeStore.open(lake);
                LakeVerifier verifier = new LakeVerifier(store)) {
            long rows = 0;
            long bytes = 0;
            long files = 0;
            for (Chain chain : new LakeChains(store).chains(TOPIC).join()) {
                LakeVerifier.Finding finding = verifier.verify(chain, (at, done, of) -> {});
                if (!finding.problems().isEmpty()) {
                    throw new IllegalStateException(chain + ": " + finding.problems());
                }
                rows += finding.rows();
                bytes += finding.bytes();
                files += finding.objects();
            }
            return new Stored(rows, bytes, files, (System.nanoTime() - started) / 1e9);
        }
    }

    private LakeSettings newBucket(String name) {
        LakeSettings lake = new LakeSettings(
                URI.create(objectStore.endpoint()),
                EmbeddedObjectStore.REGION,
                name,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
        try (LakeStore store = LakeStore.open(lake)) {
            store.createBucket().join();
        }
        return lake;
    }

    private void createTopic(int partitions) throws Exception {
        try (Admin admin = kafka.admin()) {
            if (admin.listTopics().names().get().contains(TOPIC)) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
                while (admin.listTopics().names().get().contains(TOPIC)) {
                    Thread.sleep(50);
                }
            }
            // Not before every partition takes records: a producer whose first batch is refused may not get over it.
            TopicPlan.of(TOPIC, partitions).createIn(admin);
        }
    }

    private void fill(long bookings) {
        long bytes = new RealisticBookings(1)
                .writeTo(
                        kafka.bootstrapServers(),
                        TOPIC,
                        bookings,
                        sent -> progress.accept("backlog: %,d of %,d bookings".formatted(sent, bookings)));
        bytesPerBooking = (double) bytes / bookings;
    }

    /** Key and value as they are on the broker, of the latest backlog. */
    public double bytesPerBooking() {
        return bytesPerBooking;
    }

    private static List<String> jvm() {
        return List.of(JavaCommand.java(), "-Xms256m", "-Xmx256m", "-XX:+UseParallelGC");
    }

    @Override
    public void close() {
        objectStore.close();
        kafka.close();
    }
}
