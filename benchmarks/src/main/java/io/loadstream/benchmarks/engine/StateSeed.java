package io.loadstream.benchmarks.engine;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightStateFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the state of open flights as an engine would have, so that a new one finds them. */
final class StateSeed {

    private static final int BOOKINGS = 20;
    private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");

    private StateSeed() {}

    static void write(String bootstrapServers, int flights, int partitions) {
        FlightStateFormat format = new FlightStateFormat();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "20", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int f = 0; f < flights; f++) {
                String id = "BA%07d_2026-03-06".formatted(f);
                byte[] key = id.getBytes(StandardCharsets.UTF_8);
                producer.send(
                        new ProducerRecord<>(Topic.FLIGHT_STATE, f % partitions, key, format.write(flight(id, f))));
            }
            producer.flush();
        }
    }

    private static FlightState flight(String id, int number) {
        FlightState flight = new FlightState(id);
        Instant departure = OPENED.plus(Duration.ofDays(60)).plus(Duration.ofMinutes(number % 10_000));
        flight.apply(new FlightScheduled(
                OPENED,
                id,
                "BA",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 150), new FlightScheduled.Cabin("J", 30))));
        for (int b = 0; b < BOOKINGS; b++) {
            flight.apply(new BookingCreated(
                    OPENED.plusSeconds(60L * b),
                    id,
                    "b-" + number + '-' + b,
                    "WEB",
                    "K",
                    "GBP",
                    BigDecimal.valueOf(5_000 + b, 2),
                    List.of(new BookingCreated.Passenger("P1", "13D", "Y")),
                    null));
        }
        return flight;
    }
}
