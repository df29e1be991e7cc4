package io.loadstream.local.chaos.lake;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends {@link NumberedRecords} and makes sure that each got the offset that its bytes follow from. */
final class Production {

    private final Map<TopicPartition, Long> next =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private final AtomicReference<String> misplaced = new AtomicReference<>();
    private final long total;
    private volatile long sent;

    /** @param total records of all topics together; dead letters get one in fifty */
    Production(long total, int partitions) {
        this.total = total;
        for (String topic : NumberedRecords.KEYED_TOPICS) {
            for (int partition = 0; partition < partitions; partition++) {
                next.put(new TopicPartition(topic, partition), 0L);
            }
        }
        for (String topic : NumberedRecords.DEAD_LETTER_TOPICS) {
            next.put(new TopicPartition(topic, 0), 0L);
        }
    }

    /** Sends all of them, spread over {@code seconds}. */
    void run(String bootstrapServers, long seconds) throws InterruptedException {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "linger.ms",
                10,
                "acks",
                "all");
        long start = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration)) {
            while (sent < total) {
                for (var entry : next.entrySet()) {
                    boolean deadLetter = NumberedRecords.DEAD_LETTER_TOPICS.contains(
                            entry.getKey().topic());
                    int batch = deadLetter ? 10 : 50;
                    for (int i = 0; i < batch && sent < total; i++) {
                        send(producer, entry.getKey(), entry.getValue());
                        entry.setValue(entry.getValue() + 1);
                        sent++;
                    }
                }
                long due = start + (long) (seconds * 1e9 * sent / total);
                long early = due - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000);
                }
            }
        }
        if (misplaced.get() != null) {
            throw new IllegalStateException(misplaced.get());
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, TopicPartition partition, long offset) {
        producer.send(
                new ProducerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        NumberedRecords.key(partition.partition(), offset),
                        NumberedRecords.value(partition.topic(), partition.partition(), offset),
                        NumberedRecords.headers(partition.partition(), offset)),
                (sentTo, failure) -> {
                    if (failure != null) {
                        misplaced.set(partition + " offset " + offset + " was not sent: " + failure);
                    } else if (sentTo.offset() != offset) {
                        misplaced.set(partition + " gave offset " + sentTo.offset() + " instead of " + offset);
                    }
                });
    }

    /** How many records each partition got. */
    Map<TopicPartition, Long> records() {
        return next;
    }

    long sent() {
        return sent;
    }
}
