package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Environment;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Three engines that are killed, stopped, paused and cut off while they decide: afterwards every record is right. */
public final class EngineDrill implements Drill {

    private static final int PARTITIONS = 12;
    private static final int ENGINES = 3;
    private static final String GROUP = "decision-engine";
    private static final long SESSION_SECONDS = 6;
    private static final long SETTLE_NANOS = 300_000_000_000L;

    /** How much of everything. */
    private record Scale(long records, int rounds, long seconds) {

        static final Scale FULL = new Scale(1_000_000, 20, 240);
        static final Scale QUICK = new Scale(40_000, 4, 30);
    }

    /** What is done to an engine or its broker. */
    private enum Fault {
        KILL,
        STOP,
        PAUSE,
        BROKER_RESTART
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String summary() {
        return "kills, stops and pauses three engines and restarts the broker; a checker recomputes every decision";
    }

    @Override
    public DrillReport run(BenchRun run) throws Exception {
        Scale scale = run.quick() ? Scale.QUICK : Scale.FULL;
        List<ServiceProcess> engines = new ArrayList<>();
        try (EmbeddedKafka kafka =
                EmbeddedKafka.inOwnProcess(Place.in(run.folder().data().resolve("kafka"))
                        .loggingTo(run.folder().logs().resolve("kafka.log")))) {
            kafka.create(TopicPlan.ofContract(PARTITIONS));
            try {
                start(run, kafka, engines);
                return drill(run, scale, kafka, engines);
            } finally {
                engines.forEach(ServiceProcess::kill);
            }
        }
    }

    private DrillReport drill(BenchRun run, Scale scale, EmbeddedKafka kafka, List<ServiceProcess> engines)
            throws Exception {
        long produced;
        Map<Fault, Integer> faults = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "linger.ms", "5",
                        "delivery.timeout.ms", "600000",
                        "max.block.ms", "600000"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            DrillEvents events = new DrillEvents(producer, scale.records);
            Pace pace = new Pace(events, scale.records, scale.seconds);
            Thread production = Thread.ofPlatform().name("production").start(() -> events.run(pace));
            breakThings(run, scale, kafka, engines, events, faults);
            production.join();
            produced = events.sent();
        }
        run.progress().say(produced + " records were produced");
        boolean settled = awaitGroup(run, kafka);
        engines.forEach(ServiceProcess::stop);

        EngineChecker checker = new EngineChecker(kafka.bootstrapServers());
        checker.check(PARTITIONS);
        List<String> problems = checker.problems();
        problems.forEach(run.progress()::say);
        boolean passed = settled && problems.isEmpty() && checker.input() == produced;
        run.progress()
                .say(
                        passed
                                ? "exactly once: %,d records in, %,d metrics and %,d decisions out, none missing, repeated or different"
                                        .formatted(checker.input(), checker.metrics(), checker.decisions())
                                : "NOT exactly once: see above");
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("records_in", checker.input());
        results.put("transactions", checker.transactions());
        faults.forEach((fault, count) -> results.put("faults_" + fault.name().toLowerCase(), count));
        results.put("metrics", checker.metrics());
        results.put("decisions", checker.decisions());
        results.put("dead_letters", checker.deadLetters());
        results.put("differences", problems.size());
        return new DrillReport(name(), passed, Environment.here(), results);
    }

    private static void start(BenchRun run, EmbeddedKafka kafka, List<ServiceProcess> engines) throws IOException {
        Path policy = run.folder().data().resolve("engine-drill-policy.yaml");
        try (InputStream in = EngineDrill.class.getResourceAsStream("/chaos/engine-drill-policy.yaml")) {
            Files.createDirectories(policy.getParent());
            Files.write(policy, in.readAllBytes());
        }
        for (int i = 1; i <= ENGINES; i++) {
            ServiceProcess engine = ServiceProcess.start(
                    run.home(),
                    run.folder(),
                    Service.DECISION_ENGINE,
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            kafka.bootstrapServers(),
                            "LOADSTREAM_ENGINE_POLICY",
                            policy.toAbsolutePath().toString(),
                            "LOADSTREAM_ENGINE_INSTANCE_ID",
                            "drill-" + i,
                            "LOADSTREAM_ENGINE_REDIS_ENABLED",
                            "false",
                            "LOADSTREAM_ENGINE_SESSION_TIMEOUT",
                            SESSION_SECONDS + "s",
                            "LOADSTREAM_ENGINE_TRANSACTION_TIMEOUT",
                            "5s"));
            engines.add(engine);
            // One after the other, so that each finds a port that is free.
            engine.awaitReady();
            run.progress().say("engine " + i + " is ready");
        }
    }

    private static void breakThings(
            BenchRun run,
            Scale scale,
            EmbeddedKafka kafka,
            List<ServiceProcess> engines,
            DrillEvents events,
            Map<Fault, Integer> faults)
            throws Exception {
        Random random = new Random();
        long pause = scale.seconds * 1_000 / (scale.rounds + 1);
        for (int round = 0; round < scale.rounds; round++) {
            Thread.sleep(pause / 4 + random.nextLong(pause / 2));
            Fault fault = round < Fault.values().length
                    ? Fault.values()[round]
                    : Fault.values()[random.nextInt(Fault.values().length)];
            ServiceProcess victim = engines.get(random.nextInt(engines.size()));
            switch (fault) {
                case KILL -> {
                    victim.kill();
                    victim.start();
                }
                case STOP -> {
                    victim.stop();
                    victim.start();
                }
                case PAUSE -> {
                    signal(victim, "STOP");
                    Thread.sleep((SESSION_SECONDS + 3) * 1_000);
                    signal(victim, "CONT");
                }
                case BROKER_RESTART -> {
                    kafka.stop();
                    kafka.start();
                }
            }
            faults.merge(fault, 1, Integer::sum);
            run.progress()
                    .say("round %d of %d: %s; produced so far: %,d"
                            .formatted(round + 1, scale.rounds, fault, events.sent()));
        }
    }

    private static void signal(ServiceProcess process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static boolean awaitGroup(BenchRun run, EmbeddedKafka kafka) throws Exception {
        long deadline = System.nanoTime() + SETTLE_NANOS;
        try (Admin admin = kafka.admin()) {
            while (System.nanoTime() < deadline) {
                long behind = behind(admin);
                run.progress().update(behind + " records are not applied yet");
                if (behind == 0) {
                    run.progress().endLine();
                    return true;
                }
                Thread.sleep(500);
            }
        }
        run.progress().say("the engines did not come to the end of their input");
        return false;
    }

    private static long behind(Admin admin) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
            for (Topic topic : Topic.inputs()) {
                for (int p = 0; p < PARTITIONS; p++) {
                    latest.put(new TopicPartition(topic.topicName(), p), OffsetSpec.latest());
                }
            }
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long behind = 0;
            for (var end : admin.listOffsets(latest).all().get().entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                behind += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
            return behind;
        } catch (ExecutionException brokerNotBackYet) {
            return Long.MAX_VALUE;
        }
    }

    /** Keeps the production in step with the time that it should take. */
    private record Pace(DrillEvents events, long records, long seconds, long started) implements Runnable {

        Pace(DrillEvents events, long records, long seconds) {
            this(events, records, seconds, System.nanoTime());
        }

        @Override
        public void run() {
            long due = started + (long) (seconds * 1e9 * events.sent() / records);
            long ahead = due - System.nanoTime();
            if (ahead > 1_000_000) {
                try {
                    Thread.sleep(ahead / 1_000_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
