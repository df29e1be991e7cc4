package io.loadstream.benchmarks;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads topics and counts their bytes: nothing that reads them can be faster. */
public final class BareRead {

    private BareRead() {}

    /** Arguments: bootstrap servers, consumer group, topics by comma. Runs until it is stopped. */
    public static void main(String[] args) {
        long bytes = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Clients.consumer(args[0], args[1]))) {
            consumer.subscribe(List.of(args[2].split(",")));
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    bytes += record.value().length;
                }
                if (!records.isEmpty()) {
                    consumer.commitSync();
                    System.out.println(bytes + " bytes");
                }
            }
        }
    }
}
