package io.loadstream.benchmarks.generator;

import io.loadstream.benchmarks.OwnJvm;
import io.loadstream.benchmarks.ProcessUsage;
import io.loadstream.benchmarks.Trial;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.JavaCommand;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Runs the market and the generator, each in a process of its own, and watches them from outside. */
public final class GeneratorTrials {

    static final int PARTITIONS = 12;
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Part of the records that is sent before the clock starts: while the JVM compiles, nobody is measured. */
    private static final double WARM_UP = 0.2;

    private static final List<String> TOPICS =
            List.of("flight_lifecycle", "bookings", "seat_inventory", "simulation_truth");

    private final Path folder;
    private final Path generatorJar;
    private int trials;

    /**
     * @param folder for data and logs
     * @param generatorJar the service
     */
    public GeneratorTrials(Path folder, Path generatorJar) {
        this.folder = folder;
        this.generatorJar = generatorJar;
    }

    /** Plays a preset in process on one thread; one trial for each round after a warm-up. */
    public List<Trial> market(String preset, int days, int rounds, MarketTrial.Form form)
            throws IOException, InterruptedException {
        List<Trial> results = new ArrayList<>();
        for (String line : output("market", 768, MarketTrial.class, preset, days, rounds, form)) {
            String[] fields = line.split(" ");
            results.add(new Trial(
                    Long.parseLong(fields[0]), Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), 0));
        }
        return results;
    }

    /**
     * Bytes of heap for each of 101,000 flights on sale.
     *
     * @param offers whether each has an offer, and so a twin without
     */
    public double bytesPerFlight(boolean offers) throws IOException, InterruptedException {
        String[] fields = output("memory", 1024, MarketTrial.class, "memory", offers)
                .getFirst()
                .split(" ");
        return Double.parseDouble(fields[1]) / Double.parseDouble(fields[0]);
    }

    /** Sends so many records that are made beforehand. */
    public Trial plainProducer(long records, PlainProducer.Order order) throws Exception {
        try (EmbeddedKafka kafka = newKafka()) {
            List<String> command =
                    java(512, "-cp", System.getProperty("java.class.path"), PlainProducer.class.getName());
            command.add(kafka.bootstrapServers());
            command.add(Long.toString(records));
            command.add(order.name());
            return watch(kafka, start("plain", command, Map.of()), records);
        }
    }

    /**
     * Simulates the network for so many days of departures into Kafka, without reactions.
     *
     * @param records that it is known to send
     */
    public Trial generator(int days, long records) throws Exception {
        Path scenario = folder.resolve("network-" + days + ".yaml");
        Files.writeString(scenario, network().replaceFirst("(?m)^days: .*", "days: " + days));
        try (EmbeddedKafka kafka = newKafka()) {
            Map<String, String> environment = new HashMap<>();
            environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
            environment.put("QUARKUS_HTTP_PORT", "0");
            environment.put("QUARKUS_MANAGEMENT_PORT", "0");
            environment.put("LOADSTREAM_GENERATOR_SCENARIO", scenario.toString());
            environment.put("LOADSTREAM_GENERATOR_CLOSED_LOOP_ENABLED", "false");
            ChildProcess process = start("generator", java(512, "-jar", generatorJar.toString()), environment);
            return watch(kafka, process, records);
        }
    }

    private Trial watch(EmbeddedKafka kafka, ChildProcess process, long records) throws Exception {
        try (Admin admin = kafka.admin()) {
            long first = 0;
            long firstTime = 0;
            double firstCpu = 0;
            long last = -1;
            long changed = System.nanoTime();
            ProcessUsage usage = ProcessUsage.of(process.pid());
            while (true) {
                long now = records(admin);
                long time = System.nanoTime();
                if (process.isAlive()) {
                    usage = ProcessUsage.of(process.pid());
                }
                if (now > records * WARM_UP && first == 0) {
                    first = now;
                    firstTime = time;
                    firstCpu = usage.cpuSeconds();
                }
                if (now >= records) {
                    return new Trial(
                            now - first, (time - firstTime) / 1e9, usage.cpuSeconds() - firstCpu, usage.peakRssBytes());
                }
                if (now != last) {
                    last = now;
                    changed = time;
                }
                if (time - changed > PATIENCE.toNanos()) {
                    throw new IllegalStateException("%s stopped at %d of %d records; its log is %s"
                            .formatted(process.name(), now, records, process.logFile()));
                }
                Thread.sleep(POLL);
            }
        } finally {
            process.stop(STOP);
        }
    }

    private static long records(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String topic : TOPICS) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private EmbeddedKafka newKafka() {
        EmbeddedKafka kafka = EmbeddedKafka.atFullSpeed(Place.in(folder.resolve("kafka-" + ++trials)));
        kafka.create(TopicPlan.ofContract(PARTITIONS));
        return kafka;
    }

    private ChildProcess start(String name, List<String> command, Map<String, String> environment) {
        return ChildProcess.start(name, command, environment, folder, folder.resolve(name + "-" + trials + ".log"));
    }

    private List<String> output(String name, int heap, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        OwnJvm.run(JavaCommand.containerJvm(heap), folder.resolve(name + ".log"), lines::add, main, arguments);
        return lines;
    }

    private static List<String> java(int heapMegabytes, String... arguments) {
        List<String> command = new ArrayList<>(JavaCommand.containerJvm(heapMegabytes));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String network() throws IOException {
        try (InputStream in = ScenarioReader.class.getResourceAsStream("network.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
