package io.loadstream.benchmarks.lake;

import io.loadstream.benchmarks.BareRead;
import io.loadstream.embedded.Ports;
import io.loadstream.lake.LakeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One way to take a topic off the broker. All run on the same JVM with the same options. */
public enum LakeVariant {
    BARE_READ("bare consumer, counts bytes"),
    NDJSON("consumer, gzipped NDJSON to the store"),
    ARCHIVER("lake archiver"),
    ARCHIVER_TYPED("lake archiver, _raw off");

    private final String label;

    LakeVariant(String label) {
        this.label = label;
    }

    /** For a person. */
    public String label() {
        return label;
    }

    boolean isArchiver() {
        return this == ARCHIVER || this == ARCHIVER_TYPED;
    }

    List<String> command(
            List<String> jvm,
            Path archiverJar,
            String bootstrapServers,
            String group,
            String topic,
            LakeSettings lake) {
        List<String> command = new ArrayList<>(jvm);
        if (isArchiver()) {
            command.addAll(List.of("-jar", archiverJar.toString()));
            return command;
        }
        command.addAll(
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                this == BARE_READ
                        ? List.of(BareRead.class.getName(), bootstrapServers, group, topic)
                        : List.of(
                                NdjsonArchive.class.getName(),
                                bootstrapServers,
                                group,
                                topic,
                                lake.endpoint().toString(),
                                lake.bucket(),
                                lake.accessKey(),
                                lake.secretKey()));
        return command;
    }

    Map<String, String> environment(
            String bootstrapServers, String group, String topic, LakeSettings lake, int port, String maxAge) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        environment.put("LOADSTREAM_LAKE_ENDPOINT", lake.endpoint().toString());
        environment.put("LOADSTREAM_LAKE_BUCKET", lake.bucket());
        environment.put("LOADSTREAM_LAKE_ACCESS_KEY", lake.accessKey());
        environment.put("LOADSTREAM_LAKE_SECRET_KEY", lake.secretKey());
        environment.put("LOADSTREAM_ARCHIVER_TOPICS", topic);
        environment.put("LOADSTREAM_ARCHIVER_GROUP_ID", group);
        environment.put("LOADSTREAM_ARCHIVER_MAX_AGE", maxAge);
        environment.put("LOADSTREAM_ARCHIVER_RAW", Boolean.toString(this != ARCHIVER_TYPED));
        return environment;
    }
}
