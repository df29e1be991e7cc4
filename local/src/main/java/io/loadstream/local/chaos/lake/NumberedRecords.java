package io.loadstream.local.chaos.lake;

import io.loadstream.domain.event.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Records whose bytes follow from their place: what lies at an offset can be told without having kept it. Every tenth
 * record of a topic with events does not parse, and every seventh has headers.
 */
final class NumberedRecords {

    /** All that the archiver archives, dead letters included. */
    static final List<String> KEYED_TOPICS = List.of(
            "flight_lifecycle",
            "bookings",
            "seat_inventory",
            "inventory_metrics",
            "promo_decisions",
            "simulation_truth");

    static final List<String> DEAD_LETTER_TOPICS = List.of(
            "event-generator.dead_letters",
            "decision-engine.dead_letters",
            "lake-archiver.dead_letters",
            "etl-service.dead_letters");

    private static final int UNPARSABLE = 10;
    private static final int WITH_HEADERS = 7;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private NumberedRecords() {}

    static byte[] key(int partition, long offset) {
        return ("F" + partition + "-" + offset % 500).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(String topic, int partition, long offset) {
        String text = offset % UNPARSABLE == UNPARSABLE - 1 ? garbage(topic, offset) : event(topic, partition, offset);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One of bytes that are no text, one of a name that is there twice, one without a value. */
    static List<Header> headers(int partition, long offset) {
        if (offset % WITH_HEADERS != 0) {
            return List.of();
        }
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(-offset).array();
        return List.of(
                new RecordHeader("number", number),
                new RecordHeader("number", new byte[] {(byte) partition}),
                new RecordHeader("nothing", (byte[]) null));
    }

    private static String garbage(String topic, long offset) {
        return "{\"not\":\"an event of " + topic + "\",\"number\":" + offset;
    }

    private static String event(String topic, int partition, long offset) {
        String rest = Topic.named(topic)
                .map(known -> switch (known) {
                    case BOOKINGS -> booking(partition, offset);
                    case FLIGHT_LIFECYCLE -> "";
                    case SEAT_INVENTORY ->
                        ",\"time_to_departure_minutes\":" + offset % 9_000
                                + ",\"currency\":\"GBP\",\"cabins\":[{\"cabin_code\":\"Y\",\"fare_buckets\":[{\"bucket\":"
                                + "\"K\",\"available_seats\":" + offset % 100 + ",\"price\":80.25}]}]";
                    case INVENTORY_METRICS ->
                        ",\"booked_seats\":" + offset % 180
                                + ",\"total_seats\":180,\"load_factor\":0.5,\"minutes_to_departure\":" + offset % 9_000;
                    case PROMO_DECISIONS -> ",\"decision_id\":\"d-" + offset + "\",\"reason\":\"EXPIRED\"";
                    case SIMULATION_TRUTH ->
                        ",\"booking_id\":\"b-" + offset + "\",\"segment\":\"LEISURE\",\"party_size\":1,"
                                + "\"willingness_to_pay\":80,\"currency\":\"GBP\",\"effect\":\"INDUCED\","
                                + "\"fare_bucket\":\"K\",\"total_price\":70";
                })
                .orElse(",\"number\":" + offset);
        String type = Topic.named(topic)
                .map(known -> switch (known) {
                    case BOOKINGS -> "BookingCreated";
                    case FLIGHT_LIFECYCLE -> "FlightDeparted";
                    case SEAT_INVENTORY -> "CabinInventorySnapshot";
                    case INVENTORY_METRICS -> "CabinInventoryMetrics";
                    case PROMO_DECISIONS -> "PromotionEnded";
                    case SIMULATION_TRUTH -> "BookingTruth";
                })
                .orElse("Other");
        return "{\"event_type\":\"" + type + "\",\"event_time\":\""
                + START.plusMillis(offset * 37) + "\",\"flight_id\":\"F" + partition + "-" + offset % 500 + "\"" + rest
                + "}";
    }

    private static String booking(int partition, long offset) {
        return ",\"booking_id\":\"b-" + partition + "-" + offset
                + "\",\"channel\":\"WEB\",\"fare_bucket\":\"K\",\"currency\":\"GBP\",\"total_price\":"
                + (50 + offset % 400) + ",\"passengers\":[{\"passenger_id\":\"P1\",\"seat_id\":\"" + (1 + offset % 30)
                + "D\",\"cabin_code\":\"Y\"}]";
    }
}
