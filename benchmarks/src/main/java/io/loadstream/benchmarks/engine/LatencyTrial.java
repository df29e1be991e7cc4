package io.loadstream.benchmarks.engine;

import io.loadstream.benchmarks.Backlog;
import io.loadstream.benchmarks.OwnJvm;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends bookings at a steady rate and takes the time from each booking's timestamp to the moment at which a
 * read_committed reader has its metric. The n-th metric of a partition answers the n-th booking of that partition.
 *
 * @param p50 milliseconds, as the others
 * @param measured bookings after the warm-up
 */
public record LatencyTrial(double p50, double p99, double p999, int measured) {

    private static final Duration TAIL = Duration.ofSeconds(15);

    /** The engine runs already, on topics without records. */
    static LatencyTrial inOwnJvm(
            Path log, String bootstrapServers, int partitions, int rate, int warmUpSeconds, int seconds)
            throws IOException, InterruptedException {
        double[] figures = OwnJvm.figures(
                JavaCommand.containerJvm(256),
                log,
                4,
                LatencyTrial.class,
                bootstrapServers,
                partitions,
                rate,
                warmUpSeconds,
                seconds);
        return new LatencyTrial(figures[0], figures[1], figures[2], (int) figures[3]);
    }

    /** Arguments: bootstrap servers, partitions, bookings a second, seconds of warm-up and of measurement. */
    public static void main(String[] args) throws InterruptedException {
        LatencyTrial trial = run(
                args[0],
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]));
        System.out.printf(Locale.ROOT, "%f %f %f %d%n", trial.p50, trial.p99, trial.p999, trial.measured);
    }

    private static LatencyTrial run(String bootstrapServers, int partitions, int rate, int warmUpSeconds, int seconds)
            throws InterruptedException {
        Backlog bookings = new Backlog(10_000, (long) rate * (warmUpSeconds + seconds), 7);
        List<ConcurrentLinkedQueue<Long>> sent = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            sent.add(new ConcurrentLinkedQueue<>());
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            bookings.forEachSchedule(producer::send);
            producer.flush();
            long measureFrom = System.currentTimeMillis() + warmUpSeconds * 1_000L;
            Thread sending = Thread.ofPlatform().start(() -> send(producer, bookings, rate, sent));
            LatencyTrial trial = read(bootstrapServers, partitions, bookings.bookings(), sent, measureFrom);
            sending.join();
            return trial;
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            Backlog bookings,
            int rate,
            List<ConcurrentLinkedQueue<Long>> sent) {
        long started = System.nanoTime();
        long[] count = {0};
        bookings.forEachBooking(record -> {
            long due = started + count[0]++ * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            producer.send(
                    record,
                    (metadata, problem) -> sent.get(metadata.partition()).add(metadata.timestamp()));
        });
        producer.flush();
    }

    private static LatencyTrial read(
            String bootstrapServers,
            int partitions,
            long expected,
            List<ConcurrentLinkedQueue<Long>> sent,
            long measureFrom)
            throws InterruptedException {
        double[] millis = new double[(int) expected];
        int measured = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> sources = new ArrayList<>();
            for (int p = 0; p < partitions; p++) {
                sources.add(new TopicPartition(Topic.INVENTORY_METRICS.topicName(), p));
            }
            consumer.assign(sources);
            consumer.seekToBeginning(sources);
            long seen = 0;
            long lastSeen = System.nanoTime();
            while (seen < expected && System.nanoTime() - lastSeen < TAIL.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    lastSeen = System.nanoTime();
                    seen++;
                    Long at = sent.get(record.partition()).poll();
                    while (at == null) {
                        // The producer has not been told yet what the engine has already answered.
                        Thread.sleep(1);
                        at = sent.get(record.partition()).poll();
                    }
                    if (at >= measureFrom) {
                        millis[measured++] = System.currentTimeMillis() - at;
                    }
                }
            }
            if (seen < expected) {
                throw new IllegalStateException("%d of %d bookings were answered".formatted(seen, expected));
            }
        }
        double[] sorted = Arrays.copyOf(millis, measured);
        Arrays.sort(sorted);
        return new LatencyTrial(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), measured);
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
    }
}
