package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import io.loadstream.domain.event.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicScriptTest {

    private static final List<String> SERVICES =
            List.of("event-generator", "decision-engine", "lake-archiver", "etl-service");

    @TempDir
    Path folder;

    @Test
    void everyTopicOfTheContractIsCreatedWithItsPartitions() throws Exception {
        // Given a command that notes what it is called with
        Path command = folder.resolve("kafka-topics.sh");
        Path calls = folder.resolve("calls");
        Files.writeString(command, "#!/bin/sh\necho \"$@\" >> " + calls + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Path script = Repository.ROOT.resolve("deploy/compose/create-topics.sh");
        ProcessBuilder process = new ProcessBuilder(script.toString()).inheritIO();
        process.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "KAFKA_TOPICS_COMMAND", command.toString(),
                        "PARTITIONS", "7",
                        "REPLICATION", "3"));

        // When
        int exit = process.start().waitFor();

        // Then
        Map<String, String> expected = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            expected.put(topic.topicName(), "7");
        }
        expected.put("simulation_truth", "7");
        expected.put(Topic.FLIGHT_STATE, "7 cleanup.policy=compact");
        SERVICES.forEach(service -> expected.put(Topic.deadLettersOf(service), "1"));
        Map<String, String> created = new TreeMap<>();
        for (String call : Files.readAllLines(calls)) {
            Map<String, String> options = options(call);
            assertThat(options)
                    .containsEntry("--replication-factor", "3")
                    .containsEntry("--bootstrap-server", "kafka:9092");
            created.put(
                    options.get("--topic"),
                    options.get("--partitions")
                            + (options.containsKey("--config") ? " " + options.get("--config") : ""));
        }
        assertThat(exit).isZero();
        assertThat(created).isEqualTo(expected);
    }

    private static Map<String, String> options(String call) {
        Map<String, String> options = new HashMap<>();
        String[] words = call.split(" ");
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].startsWith("--")) {
                options.put(words[i], words[i + 1]);
            }
        }
        return options;
    }
}
