package io.loadstream.archiver;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Parts.class)
class ArchiverServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    LakeConfig lake;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void theServiceArchivesIsReadyAndCounts() {
        await().atMost(SOON).until(() -> get(ready).statusCode() == 200);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("decision-engine.dead_letters", "F1", "not an event"));
        }

        try (LakeStore store = LakeStore.open(lake.settings())) {
            LakeChains chains = new LakeChains(store);
            await().atMost(SOON)
                    .until(() -> !chains.chains("decision-engine.dead_letters")
                            .join()
                            .isEmpty());
            List<ChainFile> files = chains.files(
                            chains.chains("decision-engine.dead_letters").join().getFirst(), 0)
                    .join();
            String raw = new String(store.get(files.getFirst().key()).join(), StandardCharsets.ISO_8859_1);
            assertThat(raw).startsWith("PAR1").endsWith("PAR1");
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(metrics).asString())
                        .contains("loadstream_archive_records_total{topic=\"decision-engine.dead_letters\"} 1.0"));
        assertThat(get(live).statusCode()).isEqualTo(200);
    }
}
