package io.loadstream.local.chaos.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedRedis;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.run.Lag;
import io.loadstream.local.run.RunFailedException;
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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Several engines of one group with a broker and a Redis, as processes that can be broken. */
final class EngineFleet implements AutoCloseable {

    static final int PARTITIONS = 12;
    static final long SESSION_SECONDS = 6;

    private static final String GROUP = "decision-engine";
    private static final long SETTLE_NANOS = 300_000_000_000L;
    private static final long AGREE_NANOS = 30_000_000_000L;
    private static final int PAGE = 1_000;

    /** As of the time that a flight's own engine has reached, or had when it told Redis. */
    private static final List<String> PASSING =
            List.of("event_time", "minutes_to_departure", "booking_velocity_per_day");

    private final BenchRun run;
    private final Path policy;
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final List<ServiceProcess> engines = new ArrayList<>();
    private int started;

    EngineFleet(BenchRun run) throws IOException {
        this.run = run;
        this.policy = run.folder().data().resolve("engine-drill-policy.yaml");
        try (InputStream in = EngineFleet.class.getResourceAsStream("/chaos/engine-drill-policy.yaml")) {
            Files.createDirectories(policy.getParent());
            Files.write(policy, in.readAllBytes());
        }
        this.kafka = EmbeddedKafka.inOwnProcess(Place.in(run.folder().data().resolve("kafka"))
                .loggingTo(run.folder().logs().resolve("kafka.log")));
        this.redis = EmbeddedRedis.in(run.folder().data().resolve("redis"));
        kafka.create(TopicPlan.ofContract(PARTITIONS));
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    /** Those that were added and not removed; a killed one is among them. */
    List<ServiceProcess> engines() {
        return engines;
    }

    /** One more engine; ready when this returns, so that the next one finds another port. */
    ServiceProcess add() {
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
                        "drill-" + ++started,
                        "LOADSTREAM_ENGINE_REDIS_ENABLED",
                        "true",
                        "QUARKUS_REDIS_HOSTS",
                        redis.url(),
                        "LOADSTREAM_ENGINE_SESSION_TIMEOUT",
                        SESSION_SECONDS + "s",
                        "LOADSTREAM_ENGINE_TRANSACTION_TIMEOUT",
                        "5s"));
        engines.add(engine);
        engine.awaitReady();
        run.progress().say("engine " + started + " is ready");
        return engine;
    }

    /** Stops one as an upgrade would, for good. */
    void remove(ServiceProcess engine) {
        engine.stop();
        engines.remove(engine);
    }

    /** Of the policy that all of them have. */
    String revision() {
        return engines.getFirst().get("/api/policy").path("revision").asText();
    }

    /** Waits until all input is applied; answers whether it was. */
    boolean awaitEnd() throws InterruptedException {
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

    private static long behind(Admin admin) {
        try {
            return Lag.of(
                    admin, GROUP, Topic.inputs().stream().map(Topic::topicName).toList());
        } catch (RunFailedException brokerNotBackYet) {
            return Long.MAX_VALUE;
        }
    }

    /** Partitions of the outputs that hold readers up, since a transaction in them has no end. */
    List<TopicPartition> hanging() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
        for (String topic :
                List.of(Topic.INVENTORY_METRICS.topicName(), Topic.PROMO_DECISIONS.topicName(), Topic.FLIGHT_STATE)) {
            for (int p = 0; p < PARTITIONS; p++) {
                latest.put(new TopicPartition(topic, p), OffsetSpec.latest());
            }
        }
        try (Admin admin = kafka.admin()) {
            var all = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get();
            var stable = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            return latest.keySet().stream()
                    .filter(source ->
                            stable.get(source).offset() < all.get(source).offset())
                    .toList();
        }
    }

    /** Asks each engine for all flights until they answer alike; the number of flights, or -1 when they never do. */
    long flightsThatAllAnswerFor() throws InterruptedException {
        long deadline = System.nanoTime() + AGREE_NANOS;
        while (System.nanoTime() < deadline) {
            List<List<JsonNode>> answers =
                    engines.stream().map(EngineFleet::flights).distinct().toList();
            if (answers.size() == 1 && !answers.getFirst().isEmpty()) {
                return answers.getFirst().size();
            }
            Thread.sleep(500);
        }
        run.progress().say("the engines do not answer alike when asked for flights");
        return -1;
    }

    private static List<JsonNode> flights(ServiceProcess engine) {
        List<JsonNode> flights = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = engine.get("/api/flights?limit=" + PAGE + "&after=" + after);
            page.path("flights").forEach(flight -> flights.add(((ObjectNode) flight).without(PASSING)));
            after = page.path("next").asText(null);
        }
        return flights;
    }

    @Override
    public void close() {
        engines.forEach(ServiceProcess::kill);
        redis.close();
        kafka.close();
    }
}
