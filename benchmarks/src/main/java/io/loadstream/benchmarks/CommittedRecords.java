package io.loadstream.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Counts what a read_committed reader sees: transaction markers and aborted records do not count. */
public final class CommittedRecords {

    private CommittedRecords() {}

    /** Records of all partitions of {@code topic} at this moment. */
    public static long count(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(Clients.consumer(bootstrapServers, "count"))) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(Duration.ofMillis(100)).count();
            }
            return count;
        }
    }
}
