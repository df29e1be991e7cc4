package io.loadstream.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.lake.replay.ReplayedRecord;
import io.loadstream.local.run.RunFailedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayToKafkaTest {

    @Test
    void theBrokerIsReachedAsTheServicesReachItAndAFilePrecedes() {
        Properties file = new Properties();
        file.setProperty("sasl.mechanism", "PLAIN");
        Map<String, String> environment = Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SSL_TRUSTSTORE_LOCATION", "/certificates/ca.pem",
                "KAFKA_BOOTSTRAP_SERVERS", "another:9092",
                "KAFKA_PORT", "tcp://10.0.0.1:9092",
                "PATH", "/bin");

        assertThat(ReplayToKafka.configuration("broker:9093", environment, file))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("ssl.truststore.location", "/certificates/ca.pem")
                .containsEntry("acks", "all")
                .doesNotContainKeys("port", "path");
    }

    @Test
    void aRecordThatTheBrokerRefusesEndsTheReplayBeforeTheNext() {
        // Given
        PartitionInfo partition = new PartitionInfo("bookings", 0, Node.noNode(), new Node[0], new Node[0]);
        Cluster cluster = new Cluster("c", List.of(), List.of(partition), Set.of(), Set.of());
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
        ReplayToKafka replay = new ReplayToKafka(producer, List.of("bookings"));
        replay.accept(record(0));
        replay.accept(record(1));
        producer.completeNext();

        // When
        producer.errorNext(new RecordTooLargeException("larger than the topic takes"));

        // Then
        assertThatThrownBy(() -> replay.accept(record(2)))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("refused a record of bookings: larger than the topic takes")
                .hasMessageContaining("it had taken 1 records");
        assertThatThrownBy(replay::finish).isInstanceOf(RunFailedException.class);
        assertThat(producer.history()).hasSize(2);
    }

    private static ReplayedRecord record(long offset) {
        return new ReplayedRecord(Instant.EPOCH, "bookings", 0, offset, null, new byte[] {1}, List.of());
    }
}
