package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedPartsTest {

    @Test
    void configurationNamesWhatWasStartedAndClosingEndsIt() {
        // Given
        EmbeddedParts parts = new EmbeddedParts();

        // When
        parts.redis().postgres();
        int port = parts.get(EmbeddedPostgres.class).port();

        // Then
        assertThat(parts.configuration())
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://localhost:" + port + "/postgres")
                .containsKey("quarkus.redis.hosts")
                .doesNotContainKey("kafka.bootstrap.servers");
        parts.close();
        assertThat(Ports.isOpen(port)).isFalse();
    }
}
