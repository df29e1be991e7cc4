package io.loadstream.benchmarks.lake;

import io.loadstream.benchmarks.Clients;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The obvious archive: lines of JSON, gzipped, one object for every 8 MiB of them, offsets committed after each. */
public final class NdjsonArchive {

    private static final int FILE_BYTES = 8 << 20;
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    private NdjsonArchive() {}

    /** Arguments: bootstrap servers, consumer group, topic, endpoint, bucket, access key, secret key. */
    public static void main(String[] args) throws IOException {
        LakeSettings settings = new LakeSettings(URI.create(args[3]), "us-east-1", args[4], args[5], args[6]);
        try (LakeStore store = LakeStore.open(settings);
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Clients.consumer(args[0], args[1]))) {
            consumer.subscribe(List.of(args[2]));
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            GZIPOutputStream lines = new GZIPOutputStream(content, 64 * 1024);
            long bytes = 0;
            long opened = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    lines.write(record.value());
                    lines.write('\n');
                    bytes += record.value().length + 1;
                }
                boolean old = System.nanoTime() - opened > MAX_AGE.toNanos();
                if (bytes >= FILE_BYTES || bytes > 0 && old) {
                    lines.close();
                    store.putIfAbsent("ndjson/" + UUID.randomUUID() + ".gz", content.toByteArray(), Map.of())
                            .join();
                    consumer.commitSync();
                    content = new ByteArrayOutputStream();
                    lines = new GZIPOutputStream(content, 64 * 1024);
                    bytes = 0;
                    opened = System.nanoTime();
                }
            }
        }
    }
}
