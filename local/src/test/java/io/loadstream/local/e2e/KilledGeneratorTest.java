package io.loadstream.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.run.Service;
import io.loadstream.local.run.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The packaged generator, killed as a crash would end it, and started again. */
class KilledGeneratorTest {

    private static final ProjectHome HOME = ProjectHome.find();
    private static final int PARTITIONS = 3;

    /** The scenario's 72 days in about 4 s: time enough to be killed in. */
    private static final String SPEED = "1500000";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final List<String> TOPICS = Stream.concat(Topic.inputs().stream(), Stream.of(Topic.SIMULATION_TRUTH))
            .map(Topic::topicName)
            .toList();

    @Test
    void aRunThatIsKilledAndContinuesLeavesTheTopicsAsOneThatNobodyKilled() {
        // Given
        Map<TopicPartition, List<String>> whole = whole();
        long records = whole.values().stream().mapToLong(List::size).sum();
        RunFolder folder = RunFolder.create(HOME);
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.ofContract(PARTITIONS));
            ServiceProcess killed = start(folder, kafka, Map.of("LOADSTREAM_GENERATOR_SPEED", SPEED));

            // When
            long held;
            try {
                await(() -> held(kafka) > records / 3);
            } finally {
                killed.kill();
                held = held(kafka);
            }
            ServiceProcess continued = start(folder, kafka, Map.of("LOADSTREAM_GENERATOR_CONTINUE", "true"));
            try {
                continued.awaitReady();
                await(() -> continued.get("/api/run").path("state").asText().equals("FINISHED"));
            } finally {
                continued.stop();
            }

            // Then
            assertThat(held).isBetween(records / 3, records - 1);
            Map<TopicPartition, List<String>> left = read(kafka);
            assertThat(left.keySet()).isEqualTo(whole.keySet());
            left.forEach((partition, sent) ->
                    assertThat(sent).as(partition.toString()).isEqualTo(whole.get(partition)));
        } finally {
            Folders.delete(folder.path());
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the generator's time is up").isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static ServiceProcess start(RunFolder folder, EmbeddedKafka kafka, Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("LOADSTREAM_GENERATOR_SCENARIO", "small");
        environment.put("LOADSTREAM_GENERATOR_CLOSED_LOOP_ENABLED", "false");
        return ServiceProcess.start(HOME, folder, Service.EVENT_GENERATOR, environment);
    }

    /** What the scenario sends to each partition, without a broker. */
    private static Map<TopicPartition, List<String>> whole() {
        Map<TopicPartition, List<String>> all = new HashMap<>();
        EventWriter writer = new EventWriter();
        Market.of(ScenarioReader.preset("small")).advance(Long.MAX_VALUE, happening -> {
            byte[] key = happening.flightId().getBytes(StandardCharsets.UTF_8);
            TopicPartition to = new TopicPartition(
                    happening.kind().topic().topicName(), BuiltInPartitioner.partitionForKey(key, PARTITIONS));
            all.computeIfAbsent(to, partition -> new ArrayList<>())
                    .add(new String(writer.write(happening.toEvent()), StandardCharsets.UTF_8));
        });
        return all;
    }

    private static long held(EmbeddedKafka kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            return consumer.endOffsets(partitions()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static Map<TopicPartition, List<String>> read(EmbeddedKafka kafka) {
        Map<TopicPartition, List<String>> all = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> all.computeIfAbsent(
                                        new TopicPartition(record.topic(), record.partition()),
                                        partition -> new ArrayList<>())
                                .add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return all;
    }

    private static List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        }
        return partitions;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(EmbeddedKafka kafka) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
