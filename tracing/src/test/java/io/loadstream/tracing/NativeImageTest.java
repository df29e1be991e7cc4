package io.loadstream.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A native image has only those classes found by name that it is told of. */
class NativeImageTest {

    private static final String METADATA =
            "META-INF/native-image/io.loadstream/loadstream-tracing/reachability-metadata.json";
    private static final String SENDERS =
            "META-INF/services/io.opentelemetry.exporter.internal.http.HttpSenderProvider";

    @Test
    void whatSendsSpansIsFoundThereToo() throws IOException {
        // Given
        String metadata = text(getClass().getClassLoader().getResource(METADATA));

        // When
        List<URL> senders = Collections.list(getClass().getClassLoader().getResources(SENDERS));

        // Then
        assertThat(senders).as("the exporter looks for them under this name").isNotEmpty();
        assertThat(metadata).contains("\"" + SENDERS + "\"");
        for (URL sender : senders) {
            assertThat(metadata).contains("\"type\": \"" + text(sender).strip() + "\"");
        }
    }

    private static String text(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
