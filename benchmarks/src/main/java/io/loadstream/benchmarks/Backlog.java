package io.loadstream.benchmarks;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A backlog for the engine to work off: every flight's schedule, then bookings of one passenger, flights at random, as
 * if the flights had been on sale for {@link #ON_SALE}. The same arguments give the same bytes.
 *
 * @param flights positive
 * @param bookings of all flights together
 * @param traced one booking in so many is followed by a trace; 0 for none
 */
public record Backlog(int flights, long bookings, long seed, int traced) {

    private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration ON_SALE = Duration.ofDays(60);
    private static final int SEATS = 180;
    private static final String[] BUCKETS = {"Y", "M", "K"};
    private static final BigDecimal[] FARES = {BigDecimal.valueOf(220), BigDecimal.valueOf(180), BigDecimal.valueOf(140)
    };

    /** None of whose bookings is followed. */
    public Backlog(int flights, long bookings, long seed) {
        this(flights, bookings, seed, 0);
    }

    public Backlog {
        if (flights <= 0 || bookings < 0) {
            throw new IllegalArgumentException(
                    "a backlog needs flights and bookings: " + flights + " flights, " + bookings + " bookings");
        }
    }

    /** All its records: one for each flight and each booking. */
    public long records() {
        return flights + bookings;
    }

    /**
     * Writes it and waits until the broker has all of it.
     *
     * @param progress is told now and then how many bookings were sent
     */
    public void writeTo(String bootstrapServers, LongConsumer progress) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                "20",
                ProducerConfig.BATCH_SIZE_CONFIG,
                "262144",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class))) {
            forEachSchedule(record -> send(producer, record, failure));
            AtomicLong sent = new AtomicLong();
            forEachBooking(record -> {
                send(producer, record, failure);
                if (sent.getAndIncrement() % 100_000 == 0) {
                    progress.accept(sent.get() - 1);
                }
            });
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the backlog could not be written: " + failure.get(), failure.get());
        }
        progress.accept(bookings);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> record,
            AtomicReference<Exception> failure) {
        producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /** The records of the flights' schedules. */
    public void forEachSchedule(Consumer<ProducerRecord<byte[], byte[]>> action) {
        EventWriter writer = new EventWriter();
        for (int flight = 0; flight < flights; flight++) {
            byte[] key = flightId(flight).getBytes(StandardCharsets.UTF_8);
            action.accept(
                    new ProducerRecord<>(Topic.FLIGHT_LIFECYCLE.topicName(), key, writer.write(scheduled(flight))));
        }
    }

    /** The records of the bookings, in the order of their event times. */
    public void forEachBooking(Consumer<ProducerRecord<byte[], byte[]>> action) {
        EventWriter writer = new EventWriter();
        byte[][] keys = new byte[flights][];
        for (int flight = 0; flight < flights; flight++) {
            keys[flight] = flightId(flight).getBytes(StandardCharsets.UTF_8);
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (long booking = 0; booking < bookings; booking++) {
            int flight = random.nextInt(flights);
            byte[] value = writer.write(booked(flight, booking, random.nextInt(BUCKETS.length)));
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(Topic.BOOKINGS.topicName(), keys[flight], value);
            if (traced > 0 && booking % traced == 0) {
                record.headers().add("traceparent", traceparent(booking + 1));
            }
            action.accept(record);
        }
    }

    private static byte[] traceparent(long number) {
        return "00-%032x-%016x-01".formatted(number, number).getBytes(StandardCharsets.US_ASCII);
    }

    private FlightScheduled scheduled(int flight) {
        // Departures lie behind the end of sale, so that the last bookings fall into the bands of the policy.
        Instant departure = OPENED.plus(ON_SALE).plus(Duration.ofMinutes(10 + flight % 120));
        return new FlightScheduled(
                OPENED,
                flightId(flight),
                "BA",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                SEATS,
                List.of(new FlightScheduled.Cabin("Y", 150), new FlightScheduled.Cabin("J", 30)));
    }

    private BookingCreated booked(int flight, long booking, int bucket) {
        long micros = ON_SALE.toMillis() * 1000 / Math.max(1, bookings) * booking;
        return new BookingCreated(
                OPENED.plus(Duration.ofNanos(micros * 1000)),
                flightId(flight),
                "00000000-0000-4000-8000-%012x".formatted(booking),
                "WEB",
                BUCKETS[bucket],
                "GBP",
                FARES[bucket],
                List.of(new BookingCreated.Passenger("P1", "13D", "Y")),
                null);
    }

    private static String flightId(int flight) {
        return "BA%05d_2026-03-06".formatted(flight);
    }
}
