package io.loadstream.benchmarks.lake;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.wire.EventWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Bookings that compress no better than real ones: random booking ids, fares, seats and gaps between event times. The
 * same arguments give the same bytes.
 */
final class RealisticBookings {

    private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");
    private static final int FLIGHTS = 10_000;
    private static final int MEAN_GAP_MICROS = 6_000;
    private static final String[] BUCKETS = {"Y", "B", "M", "H", "Q", "K"};
    private static final String[] CHANNELS = {"WEB", "APP", "AGENT", "GDS"};

    private final EventWriter writer = new EventWriter();
    private final SplittableRandom random;
    private Instant time = OPENED;

    RealisticBookings(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Sends {@code count} of them to {@code topic} and waits until the broker has all.
     *
     * @return the bytes of all keys and values
     */
    long writeTo(String bootstrapServers, String topic, long count, LongConsumer progress) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                20,
                "batch.size",
                262_144,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        Refused refused = new Refused();
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration)) {
            for (long i = 0; i < count; i++) {
                ProducerRecord<byte[], byte[]> record = next(topic);
                bytes += record.key().length + record.value().length;
                producer.send(record, refused);
                if (i % 100_000 == 0) {
                    progress.accept(i);
                }
            }
        }
        refused.check();
        return bytes;
    }

    /** Sends {@code perSecond} of them for {@code seconds}. */
    void trickleTo(String bootstrapServers, String topic, int perSecond, int seconds) throws InterruptedException {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", bootstrapServers,
                "key.serializer", ByteArraySerializer.class,
                "value.serializer", ByteArraySerializer.class);
        int slices = 20;
        long start = System.nanoTime();
        Refused refused = new Refused();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration)) {
            for (int slice = 0; slice < seconds * slices; slice++) {
                for (int i = 0; i < perSecond / slices; i++) {
                    producer.send(next(topic), refused);
                }
                long early = start + (slice + 1) * 1_000_000_000L / slices - System.nanoTime();
                Thread.sleep(Math.max(0, early / 1_000_000));
            }
        }
        refused.check();
    }

    /** Keeps the first refusal: a backlog with holes would be measured as if it were whole. */
    private static final class Refused implements Callback {

        private final AtomicReference<Exception> first = new AtomicReference<>();

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            if (failure != null) {
                first.compareAndSet(null, failure);
            }
        }

        void check() {
            if (first.get() != null) {
                throw new IllegalStateException("the broker did not take all bookings", first.get());
            }
        }
    }

    private ProducerRecord<byte[], byte[]> next(String topic) {
        time = time.plusNanos(random.nextInt(2 * MEAN_GAP_MICROS) * 1_000L);
        String flightId = "BA%05d_2026-03-06".formatted(random.nextInt(FLIGHTS));
        BookingCreated booking = new BookingCreated(
                time,
                flightId,
                new UUID(random.nextLong(), random.nextLong()).toString(),
                CHANNELS[random.nextInt(CHANNELS.length)],
                BUCKETS[random.nextInt(BUCKETS.length)],
                "GBP",
                BigDecimal.valueOf(4_000 + random.nextInt(30_000), 2),
                List.of(new BookingCreated.Passenger(
                        "P1", 1 + random.nextInt(30) + "" + (char) ('A' + random.nextInt(6)), "Y")),
                null);
        return new ProducerRecord<>(topic, flightId.getBytes(StandardCharsets.UTF_8), writer.write(booking));
    }
}
