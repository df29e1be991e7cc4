package io.loadstream.etl.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.LakeSettings;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PublishedSecretsTest {

    private static final String ELSEWHERE = "postgresql://warehouse.example.com:5432/loadstream";
    private static final String HERE = "postgresql://localhost:5432/loadstream";

    @Test
    void secretsThatEverybodyKnowsAreToldForPartsElsewhereAlone() {
        assertThat(PublishedSecrets.weaknesses(
                        lake("http://store.example.com:9000", "loadstream-secret"), "loadstream", ELSEWHERE))
                .satisfiesExactly(
                        lake -> assertThat(lake).contains("LOADSTREAM_LAKE_SECRET_KEY"),
                        warehouse -> assertThat(warehouse).contains("QUARKUS_DATASOURCE_PASSWORD"));
        assertThat(PublishedSecrets.weaknesses(lake("http://localhost:9000", "loadstream-secret"), "loadstream", HERE))
                .isEmpty();
        assertThat(PublishedSecrets.weaknesses(lake("http://store.example.com:9000", "mine"), "mine", ELSEWHERE))
                .isEmpty();
    }

    private static LakeSettings lake(String endpoint, String secret) {
        return new LakeSettings(URI.create(endpoint), "eu", "lake", "loadstream", secret);
    }
}
