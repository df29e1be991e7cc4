package io.loadstream.benchmarks.engine;

import io.loadstream.benchmarks.BareRead;
import io.loadstream.benchmarks.CopyLimit;
import io.loadstream.benchmarks.streams.StreamsEngine;
import io.loadstream.domain.event.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One way to work off the backlog. All run on the same JVM with the same options. */
public enum Variant {
    BARE_READ("bare consumer, counts bytes"),
    COPY_LIMIT("copy limit: one record out for each, transactions, no parsing"),
    COPY_AS_ENGINE("copy, with the decision engine's client settings"),
    ENGINE("decision engine"),
    ENGINE_WATCHED("decision engine, 50 pages open"),
    ENGINE_TRACED("decision engine, 1 booking in 100 traced"),
    STREAMS("Kafka Streams, exactly_once_v2, defaults, 1 thread"),
    STREAMS_TUNED("Kafka Streams, exactly_once_v2, tuned, 1 thread");

    /** The engine and those that it is measured against. */
    public static final List<Variant> RIVALS =
            List.of(BARE_READ, COPY_LIMIT, COPY_AS_ENGINE, ENGINE, STREAMS, STREAMS_TUNED);

    /** The engine with and without those who look on. */
    public static final List<Variant> ONLOOKERS = List.of(ENGINE, ENGINE_WATCHED, ENGINE_TRACED);

    private static final String INPUTS = "flight_lifecycle,seat_inventory,bookings";

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    /** For a person. */
    public String label() {
        return label;
    }

    /** Whether it puts out a record for each one that it reads. */
    boolean copies() {
        return this == COPY_LIMIT || this == COPY_AS_ENGINE;
    }

    boolean isEngine() {
        return ONLOOKERS.contains(this);
    }

    /**
     * @param jvm the Java command with its options
     * @param engineJar the decision engine's {@code quarkus-run.jar}
     */
    List<String> command(List<String> jvm, Path engineJar, String bootstrapServers, String group, Path folder) {
        List<String> command = new ArrayList<>(jvm);
        if (isEngine()) {
            command.addAll(List.of("-jar", engineJar.toString()));
            return command;
        }
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        switch (this) {
            case BARE_READ -> command.addAll(List.of(BareRead.class.getName(), bootstrapServers, group, INPUTS));
            case COPY_LIMIT, COPY_AS_ENGINE ->
                command.addAll(List.of(
                        CopyLimit.class.getName(),
                        bootstrapServers,
                        group,
                        INPUTS,
                        Topic.INVENTORY_METRICS.topicName(),
                        Boolean.toString(this == COPY_AS_ENGINE)));
            default -> {
                command.add(StreamsEngine.class.getName());
                boolean tuned = this != STREAMS;
                command.addAll(StreamsEngine.arguments(bootstrapServers, group, folder.toString(), tuned, 1));
            }
        }
        return command;
    }

    Map<String, String> environment(String bootstrapServers, String group) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "QUARKUS_HTTP_PORT", "0",
                "QUARKUS_HTTP_HOST", "localhost",
                "QUARKUS_MANAGEMENT_HOST", "localhost",
                "LOADSTREAM_ENGINE_REDIS_ENABLED", "false",
                "LOADSTREAM_ENGINE_GROUP", group,
                "LOADSTREAM_ENGINE_POLICY", "iteration-1");
    }
}
