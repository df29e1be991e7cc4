package io.loadstream.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.PromotionTriggered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The predecessor's recording through the whole engine, against its rule written down a second time. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class RecordedBookingsTest {

    private static final Path RECORDING = Path.of("..", "recordings", "iteration-1");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @Test
    void everyBookingYieldsItsMetricsAndTheDiscountOfThatMoment() throws IOException {
        // Given
        List<JsonNode> flights = read("flight_lifecycle");
        List<JsonNode> bookings = read("bookings");
        try (Broker broker = new Broker(bootstrapServers)) {
            flights.forEach(flight -> send(broker, "flight_lifecycle", flight));

            // When
            bookings.forEach(booking -> send(broker, "bookings", booking));
            broker.send("bookings", "nonsense", "{\"event_type\":");
            broker.flush();

            // Then
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(broker.readAll("decision-engine.dead_letters"))
                            .hasSize(1));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(broker.readEvents("inventory_metrics", CabinInventoryMetrics.class))
                            .hasSize(539));
            Expected expected = Expected.of(flights, bookings);
            assertThat(broker.readEvents("inventory_metrics", CabinInventoryMetrics.class).stream()
                            .map(m -> "%s %s %d %s %d"
                                    .formatted(
                                            m.flightId(),
                                            m.eventTime(),
                                            m.bookedSeats(),
                                            m.loadFactor(),
                                            m.minutesToDeparture())))
                    .containsExactlyInAnyOrderElementsOf(expected.metrics());
            assertThat(broker.readEvents("promo_decisions", PromotionTriggered.class).stream()
                            .map(p -> "%s %s %s %s"
                                    .formatted(
                                            p.flightId(), p.eventTime(), p.targetFareBucket(), p.discountPercentage())))
                    .containsExactlyInAnyOrderElementsOf(expected.promotions());
        }
        given().get("/api/flights").then().statusCode(200).body("flights", hasSize(3));
        given().get("/api/flights/BA210_2025-11-28").then().body("booked_seats", equalTo(179));
        given().get(ready).then().statusCode(200);
        given().contentType("application/json")
                .body("{\"minutes_to_departure\": 44, \"load_factor\": 0.799}")
                .post("/api/policy/evaluate")
                .then()
                .statusCode(200)
                .body("discount_percentage", equalTo(25f));
    }

    private static List<JsonNode> read(String topic) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(RECORDING.resolve(topic + ".jsonl"))) {
            events.add(JSON.readTree(line));
        }
        events.sort(Comparator.comparing(event -> time(event, "event_time")));
        return events;
    }

    private static void send(Broker broker, String topic, JsonNode event) {
        broker.send(topic, event.get("flight_id").asText(), event.toString());
    }

    private static Instant time(JsonNode event, String field) {
        return Instant.parse(event.get(field).asText());
    }

    private record Expected(List<String> metrics, List<String> promotions) {

        static Expected of(List<JsonNode> flights, List<JsonNode> bookings) {
            Map<String, JsonNode> schedules = new HashMap<>();
            flights.forEach(flight -> schedules.put(flight.get("flight_id").asText(), flight));
            Map<String, Integer> booked = new HashMap<>();
            Expected expected = new Expected(new ArrayList<>(), new ArrayList<>());
            for (JsonNode booking : bookings) {
                String flight = booking.get("flight_id").asText();
                int seats = booked.merge(flight, booking.get("passengers").size(), Integer::sum);
                Instant at = time(booking, "event_time");
                Instant departure = time(schedules.get(flight), "scheduled_departure_time");
                double loadFactor = Math.round(seats * 1000.0 / 180) / 1000.0;
                long minutes = Math.max(0, Duration.between(at, departure).toMinutes());
                expected.metrics.add("%s %s %d %s %d".formatted(flight, at, seats, loadFactor, minutes));
                double discount = minutes < 45 && loadFactor < 0.80 ? 25 : minutes < 90 && loadFactor < 0.70 ? 10 : 0;
                if (discount > 0) {
                    expected.promotions.add("%s %s K %s".formatted(flight, at, discount));
                }
            }
            return expected;
        }
    }
}
