package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long each partition put nothing out, as a read_committed reader sees it: with bookings flowing into all of them
 * all the time, that is how long nobody decided for its flights.
 */
final class OutputGaps implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final long[] last = new long[EngineFleet.PARTITIONS];
    private final Thread reading;
    private volatile boolean closing;
    private long longest;

    OutputGaps(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.reading = Thread.ofPlatform().daemon().name("output-gaps").start(this::read);
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> sources = new ArrayList<>();
            for (int p = 0; p < last.length; p++) {
                sources.add(new TopicPartition(Topic.INVENTORY_METRICS.topicName(), p));
            }
            consumer.assign(sources);
            consumer.seekToBeginning(sources);
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    came(record.partition(), System.nanoTime());
                }
            }
        }
    }

    private synchronized void came(int partition, long at) {
        if (last[partition] != 0) {
            longest = Math.max(longest, at - last[partition]);
        }
        last[partition] = at;
    }

    /** Seconds of the longest silence of a partition that ended since the last call or lasts. */
    synchronized double takeLongest() {
        long now = System.nanoTime();
        long found = longest;
        for (int p = 0; p < last.length; p++) {
            if (last[p] != 0) {
                found = Math.max(found, now - last[p]);
            }
        }
        longest = 0;
        return Math.round(found / 1e7) / 100.0;
    }

    @Override
    public void close() {
        closing = true;
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
