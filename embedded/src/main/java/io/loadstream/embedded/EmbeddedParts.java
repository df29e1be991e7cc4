package io.loadstream.embedded;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Starts parts for a test and says how a service is told of them. A {@code QuarkusTestResourceLifecycleManager} needs no
 * more than this:
 *
 * <pre>{@code
 * private final EmbeddedParts parts = new EmbeddedParts();
 *
 * public Map<String, String> start() {
 *     return parts.kafka(4).objectStore().configuration();
 * }
 *
 * public void stop() {
 *     parts.close();
 * }
 * }</pre>
 */
public final class EmbeddedParts implements AutoCloseable {

    private final Path folder = Folders.temporary("parts");
    private final Deque<Part> started = new ArrayDeque<>();
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Thread atExit = new Thread(this::end, "stop-parts");

    /** Nothing is started yet. What is never closed is stopped when this JVM exits. */
    public EmbeddedParts() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a broker in this JVM with all topics of the contract. */
    public EmbeddedParts kafka(int partitions) {
        EmbeddedKafka kafka = remember(EmbeddedKafka.inThisJvm());
        kafka.create(TopicPlan.ofContract(partitions));
        configuration.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        return this;
    }

    /** The same with a listener that takes encrypted and authenticated clients, which is the one that is told. */
    public EmbeddedParts kafka(int partitions, SecureListener secure) {
        EmbeddedKafka kafka = remember(EmbeddedKafka.inThisJvm(secure));
        kafka.create(TopicPlan.ofContract(partitions));
        configuration.put("kafka.bootstrap.servers", secure.bootstrapServers());
        return this;
    }

    /** Starts Postgres. */
    public EmbeddedParts postgres() {
        EmbeddedPostgres postgres = remember(EmbeddedPostgres.in(folder.resolve("postgres")));
        configuration.put("quarkus.datasource.jdbc.url", "jdbc:" + postgres.reactiveUrl());
        configuration.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        configuration.put("quarkus.datasource.username", EmbeddedPostgres.USER);
        configuration.put("quarkus.datasource.password", EmbeddedPostgres.PASSWORD);
        return this;
    }

    /** Starts an S3 endpoint with the lake's bucket. */
    public EmbeddedParts objectStore() {
        EmbeddedObjectStore store = remember(EmbeddedObjectStore.in(folder.resolve("object-store")));
        configuration.put("loadstream.lake.endpoint", store.endpoint());
        configuration.put("loadstream.lake.region", EmbeddedObjectStore.REGION);
        configuration.put("loadstream.lake.bucket", EmbeddedObjectStore.BUCKET);
        configuration.put("loadstream.lake.access-key", EmbeddedObjectStore.ACCESS_KEY);
        configuration.put("loadstream.lake.secret-key", EmbeddedObjectStore.SECRET_KEY);
        return this;
    }

    /** Starts Redis. */
    public EmbeddedParts redis() {
        EmbeddedRedis redis = remember(EmbeddedRedis.in(folder.resolve("redis")));
        configuration.put("quarkus.redis.hosts", redis.url());
        return this;
    }

    /** The configuration keys of a service that uses what was started so far. */
    public Map<String, String> configuration() {
        return Map.copyOf(configuration);
    }

    /**
     * The part of that type.
     *
     * @throws IllegalStateException when none was started
     */
    public <P extends Part> P get(Class<P> type) {
        return started.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not started: " + type.getSimpleName()));
    }

    /** Stops what was started, last first, and deletes its data. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Then the hook finds nothing left to stop.
        }
    }

    private synchronized void end() {
        while (!started.isEmpty()) {
            started.pop().close();
        }
        Folders.delete(folder);
    }

    private <P extends Part> P remember(P part) {
        started.push(part);
        return part;
    }
}
