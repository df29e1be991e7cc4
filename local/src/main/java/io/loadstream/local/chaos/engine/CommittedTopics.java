package io.loadstream.local.chaos.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Topics as a read_committed reader sees them. */
final class CommittedTopics implements EngineChecker.Topics, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;

    CommittedTopics(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "20"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition) {
        TopicPartition source = new TopicPartition(topic, partition);
        consumer.assign(List.of(source));
        consumer.seekToBeginning(List.of(source));
        long end = consumer.endOffsets(List.of(source)).get(source);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (consumer.position(source) < end) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(source + " could not be read to its end at " + end);
            }
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
