package io.loadstream.archiver;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Parts.class)
class ArchiverServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    LakeConfig lake;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> broker;

    /** Both set by {@link Parts}. */
    EmbeddedObjectStore objectStore;

    EmbeddedKafka kafka;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @TestHTTPResource(value = "/health/live", management = true)
    URL live;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void theServiceArchivesIsReadyAndCountsOverAnEncryptedAndAuthenticatedConnection() {
        assertThat(broker).containsEntry("security.protocol", "SASL_SSL");
        await().atMost(SOON).until(() -> get(ready).statusCode() == 200);
        produceTo("decision-engine.dead_letters");

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

    @Test
    void healthNamesTheStoreWhileItIsGoneAndIsWellAgainAfterwards() {
        await().atMost(SOON).until(() -> get(ready).statusCode() == 200);

        objectStore.kill();
        try {
            produceTo("etl-service.dead_letters");
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(get(ready).statusCode()).isEqualTo(503);
                assertThat(get(ready).asString())
                        .contains("etl-service.dead_letters")
                        .contains("cannot store a file: ConnectException");
            });
            assertThat(get(live).statusCode()).as("a restart would not help").isEqualTo(200);
        } finally {
            objectStore.start();
        }

        await().atMost(SOON).until(() -> get(ready).statusCode() == 200);
    }

    private void produceTo(String topic) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "F1", "not an event"));
        }
    }
}
