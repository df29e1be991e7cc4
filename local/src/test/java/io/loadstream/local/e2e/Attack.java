package io.loadstream.local.e2e;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/** What somebody who may write to the topics, and means no good, could put there. */
final class Attack {

    /** Runs from right to left, combines, hides, quotes and climbs folders. */
    static final String FLIGHT_ID = "\u202eBA\u0301\u200b\ud83d\udeeb'\"<b>\\..//%00{}$1";

    static final String FOREIGN_TOPIC = "bookings.of.somebody";

    private static final int TEN_MEGABYTES = 10 << 20;

    private final String bootstrapServers;

    Attack(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Ten megabytes that are sent as they are; answers how the broker takes it. */
    Throwable largeRecord() {
        try {
            send("none", new ProducerRecord<>("bookings", 0, "BA210_2025-11-28", " ".repeat(TEN_MEGABYTES)));
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Ten megabytes that are a few kilobytes to the broker. */
    void largeRecordMadeSmall() throws ExecutionException {
        send("gzip", new ProducerRecord<>("bookings", 0, "BA210_2025-11-28", " ".repeat(TEN_MEGABYTES)));
    }

    /** A flight and a booking that are valid but for a reader's expectations, with a trace that is none. */
    void hostileFlight() throws ExecutionException {
        String id = FLIGHT_ID.replace("\\", "\\\\").replace("\"", "\\\"");
        send("none", new ProducerRecord<>("flight_lifecycle", null, FLIGHT_ID, """
                {"event_type":"FlightScheduled","event_time":"2025-11-28T06:00:00Z","flight_id":"%s","airline_code":"BA",\
                "origin_airport":"LHR","destination_airport":"AMS","scheduled_departure_time":"2025-11-28T20:00:00Z",\
                "scheduled_arrival_time":"2025-11-28T21:15:00Z","aircraft_type":"A320","total_seats":180,\
                "cabins":[{"cabin_code":"Y","seat_count":180}]}""".formatted(id)));
        List<Header> headers = List.of(new RecordHeader(
                "traceparent", ("00-" + "\"}';--\u202e".repeat(8) + "-01").getBytes(StandardCharsets.UTF_8)));
        send("none", new ProducerRecord<>("bookings", null, null, FLIGHT_ID, """
                {"event_type":"BookingCreated","event_time":"2025-11-28T06:30:00Z","flight_id":"%s",\
                "booking_id":"hostile","channel":"WEB","fare_bucket":"K","currency":"GBP","total_price":100,\
                "passengers":[{"passenger_id":"P1","seat_id":"1A","cabin_code":"Y"}]}""".formatted(id), headers));
    }

    /** A topic that the contract does not know. */
    void foreignTopic() throws ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(FOREIGN_TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        send("none", new ProducerRecord<>(FOREIGN_TOPIC, "BA210_2025-11-28", "{}"));
    }

    private void send(String compression, ProducerRecord<String, String> record) throws ExecutionException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                compression,
                "max.request.size",
                2 * TEN_MEGABYTES,
                "acks",
                "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
