package io.loadstream.generator.run;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.MarketSink;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.generator.KafkaForTests;
import io.loadstream.generator.TopicContents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(SimulationRunTest.IterationOne.class)
class SimulationRunTest {

    private static final List<String> TOPICS = List.of("flight_lifecycle", "bookings", "seat_inventory");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void topicsHoldWhatTheMarketDoesByteForByteHoweverTheRunIsSteered() {
        // Given the run that started with the service, stopped on its way
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/run").jsonPath().getDouble("progress") > 0.1);
        post("/api/run/stop").then().statusCode(200);
        awaitState("STOPPED");
        post("/api/run/stop").then().statusCode(409);
        for (String topic : TOPICS) {
            int stopped = get("/api/run").jsonPath().getInt("produced." + topic);
            assertThat(sorted(topic)).as("acknowledged in %s", topic).hasSize(stopped);
        }
        assertThat(sorted("bookings")).isNotEqualTo(expected("bookings", 1));

        // When it is to start over, it refuses and sends nothing
        post("/api/run/start").then().statusCode(202);
        awaitState("FAILED");
        get("/api/run")
                .then()
                .body("error", startsWith("the topics hold a run already"))
                .body("produced", anEmptyMap());

        // When it goes on, and then is started on top, is paused and hurried
        post("/api/run/start?continue=true").then().statusCode(202);
        post("/api/run/speed?value=0").then().statusCode(200);
        awaitState("FINISHED");
        for (String topic : TOPICS) {
            assertThat(sorted(topic)).as("%s, continued", topic).isEqualTo(expected(topic, 1));
        }
        post("/api/run/start?on_top=true").then().statusCode(202);
        post("/api/run/pause").then().statusCode(200);
        awaitState("PAUSED");
        post("/api/run/speed?value=0")
                .then()
                .statusCode(200)
                .body("speed", is(0f))
                .body("state", is("PAUSED"));
        post("/api/run/resume").then().statusCode(200);
        awaitState("FINISHED");

        // Then
        get("/api/run").then().body("produced.flight_lifecycle", is(6)).body("mode", is("simulate"));
        for (String topic : TOPICS) {
            assertThat(sorted(topic)).as(topic).isEqualTo(expected(topic, 2));
        }
    }

    private static void awaitState(String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/run").jsonPath().getString("state").equals(state));
    }

    private List<String> sorted(String topic) {
        return TopicContents.of(kafka, topic).stream()
                .map(sent -> new String(sent.value(), StandardCharsets.UTF_8))
                .sorted()
                .toList();
    }

    private static List<String> expected(String topic, int times) {
        List<String> events = new ArrayList<>();
        EventWriter writer = new EventWriter();
        for (int i = 0; i < times; i++) {
            Market.of(ScenarioReader.preset("iteration-1")).advance(Long.MAX_VALUE, MarketSink.ofEvents(event -> {
                if (event.topic().topicName().equals(topic)) {
                    events.add(json(writer, event));
                }
            }));
        }
        events.sort(null);
        return events;
    }

    private static String json(EventWriter writer, Event event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }

    public static class IterationOne implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "loadstream.generator.scenario", "iteration-1",
                    // Its 150 minutes in 18 seconds: slow enough to be stopped and paused.
                    "loadstream.generator.speed", "500",
                    "loadstream.generator.closed-loop.enabled", "false",
                    "quarkus.http.test-port", "0");
        }
    }
}
