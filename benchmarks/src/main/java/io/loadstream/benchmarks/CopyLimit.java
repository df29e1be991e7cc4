package io.loadstream.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes one record of {@value #RECORD_BYTES} bytes for each record that it reads, unparsed, in transactions with the
 * offsets: the practical limit of anything that answers every event exactly once on one thread. It takes 10,000 records
 * into a transaction, or, with larger batches as well, as many as the decision engine does.
 */
public final class CopyLimit {

    /** The size of a metric of the decision engine. */
    static final int RECORD_BYTES = 250;

    /** What the decision engine's clients are set to where the bare rivals' are not. */
    private static final Map<String, String> AS_THE_ENGINE = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100000",
            ProducerConfig.BATCH_SIZE_CONFIG, "262144",
            ProducerConfig.LINGER_MS_CONFIG, "200");

    private CopyLimit() {}

    /**
     * Arguments: bootstrap servers, consumer group, topics by comma, output topic, whether its clients are set as the
     * decision engine's are. Runs until it is stopped.
     */
    public static void main(String[] args) {
        String output = args[3];
        Map<String, String> settings = Boolean.parseBoolean(args[4]) ? AS_THE_ENGINE : Map.of();
        Properties input = Clients.consumer(args[0], args[1]);
        input.putAll(settings);
        Properties copies = Clients.transactionalProducer(args[0], args[1]);
        copies.putAll(settings);
        byte[] value = new byte[RECORD_BYTES];
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(input);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(copies)) {
            producer.initTransactions();
            consumer.subscribe(List.of(args[2].split(",")));
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                if (records.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    producer.send(new ProducerRecord<>(output, record.partition(), record.key(), value));
                }
                producer.sendOffsetsToTransaction(positions(consumer, records), consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(
            KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        return positions;
    }
}
