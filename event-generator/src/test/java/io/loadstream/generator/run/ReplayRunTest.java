package io.loadstream.generator.run;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.KafkaForTests;
import io.loadstream.generator.TopicContents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(ReplayRunTest.RecordingWithBadLines.class)
class ReplayRunTest {

    private static final String TOKEN = "token-of-this-test-alone";
    private static final Path RECORDED = Path.of("..", "recordings", "iteration-1");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void recordingGoesOutInEventTimeOrderAsRecordedAndBadLinesBecomeDeadLetters() throws IOException {
        // Given a recording with four bad lines at its end, played since the start

        // When
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/run").jsonPath().getString("state").equals("FINISHED"));

        // Then
        get("/api/run")
                .then()
                .body("mode", is("replay"))
                .body("progress", equalTo(1.0f))
                .body("produced.flight_lifecycle", is(3))
                .body("produced.bookings", is(539))
                .body("dead_letters", is(4))
                .body("simulated_time", is("2025-11-28T21:25:26.081779Z"))
                .body("error", nullValue());
        List<ConsumerRecord<byte[], byte[]>> bookings = TopicContents.of(kafka, "bookings");
        assertThat(bookings.stream().map(ReplayRunTest::text))
                .containsExactlyInAnyOrderElementsOf(lines(RECORDED.resolve("bookings.jsonl")));
        assertInEventTimeOrderAndKeyedByFlight(bookings);
        assertThat(TopicContents.of(kafka, "event-generator.dead_letters").stream()
                        .map(letter -> header(letter, "source_line") + " " + header(letter, "reason")))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("540 event is not valid JSON"),
                        reason -> assertThat(reason).isEqualTo("541 event_type is unknown: Teleported"),
                        reason -> assertThat(reason).isEqualTo("542 total_price must not be negative: -1"),
                        reason -> assertThat(reason)
                                .isEqualTo("543 event_type belongs to flight_lifecycle, not here: FlightDeparted"));
    }

    @Test
    void runIsNotSteeredWhenItIsOver() {
        // Given
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/run").jsonPath().getString("state").equals("FINISHED"));

        // When / Then
        withToken(TOKEN).post("/api/run/pause").then().statusCode(409).body("detail", is("no run is under way"));
        withToken(TOKEN).post("/api/run/speed").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "start?continue=true", "pause", "resume", "stop", "speed?value=0"})
    void nobodySteersTheRunWithoutTheToken(String control) {
        // When / Then; a start would send everything once more, which the other test would see
        post("/api/run/" + control)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType(startsWith("application/problem+json"));
        withToken(TOKEN + "x").post("/api/run/" + control).then().statusCode(401);
    }

    private static RequestSpecification withToken(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static void assertInEventTimeOrderAndKeyedByFlight(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, Instant> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> booking : records) {
            Event event = EventReader.read(booking.value());
            assertThat(new String(booking.key(), StandardCharsets.UTF_8)).isEqualTo(event.flightId());
            Instant before = latest.put(booking.partition(), event.eventTime());
            assertThat(before == null || !before.isAfter(event.eventTime())).isTrue();
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        Header header = record.headers().lastHeader(key);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        }
    }

    public static class RecordingWithBadLines implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path folder = Files.createTempDirectory("recording");
                for (String topic : List.of("flight_lifecycle.jsonl", "bookings.jsonl")) {
                    Files.copy(RECORDED.resolve(topic), folder.resolve(topic));
                }
                Files.writeString(folder.resolve("inventory_metrics.jsonl"), "derived anew\n");
                Files.writeString(folder.resolve("bookings.jsonl"), """
                        {"event_type": "BookingCreated",
                        {"event_type": "Teleported", "event_time": "2025-11-28T20:24:04Z", "flight_id": "F"}
                        {"event_type": "BookingCreated", "event_time": "2025-11-28T20:24:04Z", "flight_id": "F", \
                        "booking_id": "B", "channel": "WEB", "fare_bucket": "Y", "currency": "GBP", \
                        "total_price": -1, "passengers": [{"passenger_id": "P1", "seat_id": "1B", "cabin_code": "Y"}]}
                        {"event_type": "FlightDeparted", "event_time": "2025-11-28T20:24:04Z", "flight_id": "F"}
                        """, StandardOpenOption.APPEND);
                folder.toFile().deleteOnExit();
                return Map.of(
                        "loadstream.http.token",
                        TOKEN,
                        "loadstream.generator.mode",
                        "replay",
                        "loadstream.generator.replay.folder",
                        folder.toString(),
                        "quarkus.http.test-port",
                        "0");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
