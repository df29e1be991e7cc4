package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @Test
    void committedTransactionsAreReadAndAbortedOnesAreNot() {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.ofContract(3));

            // When
            send(kafka, "kept", true);
            send(kafka, "withdrawn", false);

            // Then
            assertThat(read(kafka, 1)).containsExactly("kept");
        }
    }

    @Test
    void topicPlanGivesEveryTopicOfTheContractItsPartitions() throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm();
                Admin admin = kafka.admin()) {
            TopicPlan plan = TopicPlan.ofContract(5);

            // When
            kafka.create(plan);
            kafka.create(plan);

            // Then
            var topics = admin.describeTopics(plan.names()).allTopicNames().get();
            assertThat(topics).hasSize(11);
            assertThat(topics.get("bookings").partitions()).hasSize(5);
            assertThat(topics.get("decision-engine.dead_letters").partitions()).hasSize(1);
            ConfigResource state = new ConfigResource(ConfigResource.Type.TOPIC, "flight_state");
            assertThat(admin.describeConfigs(List.of(state))
                            .all()
                            .get()
                            .get(state)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void brokerThatIsKilledComesBackWithItsDataOnItsPort(@TempDir Path folder) throws Exception {
        // Given
        try (EmbeddedKafka kafka = EmbeddedKafka.inOwnProcess(Place.in(folder.resolve("kafka")))) {
            kafka.create(TopicPlan.ofContract(1));
            send(kafka, "before", true);
            assertThat(isHealthyUnderCompose(kafka)).isTrue();

            // When
            kafka.kill();
            assertThat(Ports.isOpen(kafka.port())).isFalse();
            assertThat(isHealthyUnderCompose(kafka)).isFalse();
            kafka.start();

            // Then
            send(kafka, "after", true);
            assertThat(isHealthyUnderCompose(kafka)).isTrue();
            assertThat(read(kafka, 2)).containsExactly("before", "after");
        }
        assertThat(Files.exists(folder.resolve("kafka"))).isFalse();
    }

    private static void send(EmbeddedKafka kafka, String value, boolean commit) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test", "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("bookings", 0, "flight", value));
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.flush();
                producer.abortTransaction();
            }
        }
    }

    private static List<String> read(EmbeddedKafka kafka, int expected) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition("bookings", 0);
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end && values.size() <= expected) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    /** By the health check of docker-compose.yml. */
    private static boolean isHealthyUnderCompose(EmbeddedKafka kafka) throws Exception {
        return new ProcessBuilder("bash", "../deploy/compose/kafka-ready", Integer.toString(kafka.port()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
