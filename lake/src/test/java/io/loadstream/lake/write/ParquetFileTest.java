package io.loadstream.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.lake.audit.ForeignReader;
import io.loadstream.lake.schema.TopicSchemas;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileTest {

    private static final BookingCreated BOOKING = new BookingCreated(
            Instant.parse("2025-11-28T20:24:04.414845Z"),
            "BA210_2025-11-28",
            "b-1",
            "WEB",
            "K",
            "GBP",
            new BigDecimal("220.5"),
            List.of(new BookingCreated.Passenger("P1", "1B", "Y"), new BookingCreated.Passenger("P2", "1C", "Y")),
            null);

    @Test
    void bookingsAreReadBackTyped() throws IOException {
        byte[] file = file(BOOKING);

        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader rows = reader.rowReader()) {
            rows.next();
            assertThat(rows.getTimestamp("event_time")).isEqualTo(BOOKING.eventTime());
            assertThat(rows.getString("booking_id")).isEqualTo("b-1");
            assertThat(rows.getDecimal("total_price")).isEqualByComparingTo("220.5");
            assertThat(rows.getList("passengers").structs())
                    .extracting(passenger -> passenger.getString("passenger_id"))
                    .containsExactly("P1", "P2");
            assertThat(rows.isNull("promotion_id")).isTrue();
            assertThat(rows.getLong("_offset")).isEqualTo(7);
            assertThat(rows.hasNext()).isFalse();
        }
    }

    @Test
    void columnsCarryTheTypesThatForeignReadersGoBy() throws IOException {
        byte[] file = file(BOOKING);

        Group row = readBack(file);
        assertThat(row.getType().toString())
                .contains("optional int64 event_time (TIMESTAMP(MICROS,true))")
                .contains("optional int64 total_price (DECIMAL(18,4))")
                .contains("optional group passengers (LIST)")
                .contains("optional binary booking_id (STRING)");
        assertThat(row.getLong("total_price", 0)).isEqualTo(2_205_000);
        assertThat(row.getGroup("passengers", 0)
                        .getGroup("list", 1)
                        .getGroup("element", 0)
                        .getString("seat_id", 0))
                .isEqualTo("1C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"event_type":"FlightScheduled","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "airline_code":"BA","origin_airport":"LHR","destination_airport":"AMS",
                "scheduled_departure_time":"2025-11-28T20:53:38.200000Z",
                "scheduled_arrival_time":"2025-11-28T22:08:38.200000Z","aircraft_type":"A320","total_seats":180,
                "cabins":[{"cabin_code":"Y","seat_count":150},{"cabin_code":"J","seat_count":30}]}""", """
                {"event_type":"FlightDeparted","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1"}""", """
                {"event_type":"FlightCancelled","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1"}""", """
                {"event_type":"BookingCancelled","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "booking_id":"b-1","reason":"CUSTOMER"}""", """
                {"event_type":"CabinInventorySnapshot","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "time_to_departure_minutes":30,"currency":"GBP","cabins":[{"cabin_code":"Y","fare_buckets":[
                {"bucket":"K","available_seats":3,"price":80.25},{"bucket":"Y","available_seats":0,"price":220}]}]}""", """
                {"event_type":"CabinInventoryMetrics","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "booked_seats":3,"total_seats":180,"load_factor":0.017,"minutes_to_departure":29,
                "booking_velocity_per_day":2.5,"revenue":660.0001,"currency":"GBP"}""", """
                {"event_type":"PromotionTriggered","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "decision_source":"decision-engine","current_load_factor":0.5,"minutes_to_departure":60,
                "target_fare_bucket":"K","discount_percentage":10,"rule":"early","decision_id":"d-1",
                "policy_revision":"abc","inputs":{"booked_seats":90,"total_seats":180,"load_factor":0.5,
                "minutes_to_departure":60},"considered":[{"rule":"early","fired":true,"reason":"60 < 90"}],
                "arm":"TREATED","caused_by":{"topic":"bookings","partition":3,"offset":12}}""", """
                {"event_type":"PromotionSuppressed","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "rule":"early","reason":"COOLDOWN","decision_id":"d-2","policy_revision":"abc",
                "inputs":{"booked_seats":90,"total_seats":180,"load_factor":0.5,"minutes_to_departure":60},
                "considered":[],"arm":"HOLDOUT"}""", """
                {"event_type":"PromotionEnded","event_time":"2025-11-28T20:23:38.200000Z","flight_id":"F1",
                "decision_id":"d-1","reason":"EXPIRED"}"""})
    void everyEventTypeFillsItsColumns(String json) throws IOException {
        Event event = EventReader.read(json.getBytes(StandardCharsets.UTF_8));

        byte[] file = file(event);

        Group row = readBack(file);
        assertThat(topLevelFields(json))
                .isNotEmpty()
                .allSatisfy(
                        field -> assertThat(row.getFieldRepetitionCount(field)).isEqualTo(1));
        assertThat(row.getString("event_type", 0)).isEqualTo(event.getClass().getSimpleName());
    }

    private static List<String> topLevelFields(String json) {
        String inner = json.lines().collect(Collectors.joining());
        inner = inner.substring(1, inner.length() - 1);
        while (inner.contains("{")) {
            inner = inner.replaceAll("\\{[^{}]*}", "0");
        }
        return Pattern.compile("\"(\\w+)\":")
                .matcher(inner)
                .results()
                .map(field -> field.group(1))
                .toList();
    }

    private static byte[] file(Event event) {
        Topic topic = event.topic();
        try (ParquetFile<Event> file =
                new ParquetFile<>(TopicSchemas.of(topic.topicName()), Map.of(), (row, columns) -> {
                    EventColumns.write(row, columns);
                    columns.number("_partition", 3);
                    columns.number("_offset", 7L);
                    columns.time("_timestamp", Instant.EPOCH);
                })) {
            file.add(event);
            return file.finish();
        }
    }

    private static Group readBack(byte[] file) throws IOException {
        List<Group> rows = new ArrayList<>();
        ForeignReader.read(file, rows::add);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }
}
