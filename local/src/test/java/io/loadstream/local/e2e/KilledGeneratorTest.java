package io.loadstream.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The packaged generator in a closed loop with the packaged engine, killed as a crash would end it, and started again. */
class KilledGeneratorTest {

    private static final ProjectHome HOME = ProjectHome.find();
    private static final int PARTITIONS = 3;

    /** Of more than 5,000: far from both ends. */
    private static final long KILLED_AFTER = 2_000;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private static final List<String> TOPICS = Stream.concat(Topic.inputs().stream(), Stream.of(Topic.SIMULATION_TRUTH))
            .map(Topic::topicName)
            .toList();

    private final Map<String, Integer> seats = new HashMap<>();
    private final Map<String, Integer> bookedSeats = new HashMap<>();
    private final Map<String, FlightTruth> truths = new HashMap<>();

    @Test
    void aClosedLoopThatIsKilledContinuesAsIfItHadLived() {
        // Given
        RunFolder folder = RunFolder.create(HOME);
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.ofContract(PARTITIONS));
            ServiceProcess engine = ServiceProcess.start(
                    HOME,
                    folder,
                    Service.DECISION_ENGINE,
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            kafka.bootstrapServers(),
                            "LOADSTREAM_ENGINE_REDIS_ENABLED",
                            "false"));
            try {
                // Started each time as a container is: it goes on where the topics end, and they may be empty
                ServiceProcess generator = ServiceProcess.start(
                        HOME,
                        folder,
                        Service.EVENT_GENERATOR,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                                "LOADSTREAM_GENERATOR_SCENARIO", "small",
                                "LOADSTREAM_GENERATOR_CONTINUE", "true"));

                // When
                long held;
                Map<TopicPartition, List<String>> sent;
                JsonNode again;
                try {
                    await(() -> held(kafka) > KILLED_AFTER);
                    generator.kill();
                    held = held(kafka);
                    toTheEnd(generator);
                    sent = read(kafka);
                    generator.stop();
                    again = toTheEnd(generator);
                } finally {
                    generator.stop();
                }

                // Then each flight left with those who booked, and all is what the market does on those decisions
                long records = sent.values().stream().mapToLong(List::size).sum();
                assertThat(held).isBetween(KILLED_AFTER, records - 1);
                sent.values().forEach(partition -> partition.forEach(this::count));
                assertThat(truths).hasSize(24);
                assertThat(truths.values()).anyMatch(truth -> truth.offers() > 0);
                truths.forEach((flight, truth) ->
                        assertThat(truth.bookedSeats()).as(flight).isEqualTo(bookedSeats.get(flight)));
                assertThat(again.path("produced").isEmpty()).isTrue();
                assertThat(read(kafka)).isEqualTo(sent);
            } finally {
                engine.stop();
            }
        } finally {
            Folders.delete(folder.path());
        }
    }

    private void count(String json) {
        switch (EventReader.read(json.getBytes(StandardCharsets.UTF_8))) {
            case BookingCreated booked -> {
                assertThat(seats.put(booked.bookingId(), booked.seats())).isNull();
                bookedSeats.merge(booked.flightId(), booked.seats(), Integer::sum);
            }
            case BookingCancelled cancelled ->
                bookedSeats.merge(cancelled.flightId(), -seats.get(cancelled.bookingId()), Integer::sum);
            case FlightTruth truth ->
                assertThat(truths.put(truth.flightId(), truth)).isNull();
            default -> {
                // Tells nothing of seats.
            }
        }
    }

    /** What it tells of the run that it starts, once that is finished. */
    private static JsonNode toTheEnd(ServiceProcess generator) {
        generator.start();
        generator.awaitReady();
        JsonNode[] run = new JsonNode[1];
        await(() -> {
            run[0] = generator.get("/api/run");
            assertThat(run[0].path("state").asText()).as(run[0].toString()).isNotEqualTo("FAILED");
            return run[0].path("state").asText().equals("FINISHED");
        });
        return run[0];
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the generator's time is up").isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
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
