package io.loadstream.generator.run;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.MarketOutcome;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.KafkaForTests;
import io.loadstream.generator.TopicContents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(ChaosRunTest.Spoilt.class)
class ChaosRunTest {

    private static final String SCENARIO = """
            name: spoilt
            routes:
              - airlines: [LS]
                from: [FRA]
                to: [LHR, MAD, VIE, CDG]
                both_ways: true
                aircraft: A320
                departures: ["07:00"]
                strength: 1.0
                business: 0.4
            chaos: {duplicates: 0.05, late: 0.1, lateness: 2d, malformed: 0.02}
            """;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private long good;
    private long malformed;
    private long outOfOrder;
    private final Set<String> distinct = new HashSet<>();

    @Test
    void theCountsThatAreToldAreWhatIsOnTheTopics() {
        // Given what the market does when nothing is spoilt
        MarketOutcome clean = Market.run(ScenarioReader.read("spoilt", SCENARIO), null);
        long events = clean.events().entrySet().stream()
                .filter(kind -> !kind.getKey().endsWith("Truth"))
                .mapToLong(Map.Entry::getValue)
                .sum();

        // When
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/api/run").jsonPath().getString("state").equals("FINISHED"));

        // Then
        for (Topic topic : Topic.inputs()) {
            TopicContents.byPartition(kafka, topic.topicName()).values().forEach(this::count);
        }
        Map<String, Integer> told = get("/api/run").jsonPath().getMap("chaos");
        assertThat(told).containsOnlyKeys("duplicates", "late", "out_of_order", "malformed");
        assertThat(told.values()).allMatch(count -> count > 20);
        assertThat((long) distinct.size()).isEqualTo(events);
        assertThat(good - distinct.size()).isEqualTo(told.get("duplicates").longValue());
        assertThat(malformed).isEqualTo(told.get("malformed").longValue());
        assertThat(outOfOrder).isEqualTo(told.get("out_of_order").longValue());
        assertThat(told.get("late")).isBetween(told.get("out_of_order"), (int) (0.15 * events));
        Map<String, Integer> produced = get("/api/run").jsonPath().getMap("produced");
        long sent = Topic.inputs().stream()
                .mapToLong(topic -> produced.get(topic.topicName()))
                .sum();
        assertThat(sent).isEqualTo(good + malformed);
    }

    /** One partition of one topic, in its order. */
    private void count(List<String> records) {
        Instant newest = Instant.MIN;
        for (String record : records) {
            try {
                Instant time = EventReader.read(record.getBytes(StandardCharsets.UTF_8))
                        .eventTime();
                good++;
                distinct.add(record);
                outOfOrder += time.isBefore(newest) ? 1 : 0;
                newest = time.isBefore(newest) ? newest : time;
            } catch (InvalidEventException e) {
                malformed++;
            }
        }
    }

    public static class Spoilt implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "loadstream.generator.scenario", scenarioFile(),
                    "loadstream.generator.closed-loop.enabled", "false",
                    "quarkus.http.test-port", "0");
        }

        private static String scenarioFile() {
            try {
                Path file = Files.createTempFile("spoilt", ".yaml");
                file.toFile().deleteOnExit();
                return Files.writeString(file, SCENARIO).toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
