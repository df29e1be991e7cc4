package io.loadstream.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.TopicPlan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRaceTest {

    private static final ProjectHome HOME = ProjectHome.find();

    @ParameterizedTest(name = "that of its management: {0}")
    @ValueSource(booleans = {false, true})
    void serviceWhosePortIsTakenBeforeItListensStartsAgainOnAnother(boolean management) throws Exception {
        // Given
        RunFolder folder = RunFolder.create(HOME);
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.ofContract(1));
            ServiceProcess generator = ServiceProcess.start(
                    HOME,
                    folder,
                    Service.EVENT_GENERATOR,
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(), "LOADSTREAM_GENERATOR_MODE", "idle"));
            int chosen = URI.create(management ? generator.managementUrl() : generator.url())
                    .getPort();
            try (ServerSocket thief = new ServerSocket(chosen, 1, InetAddress.getByName("localhost"))) {

                // When
                generator.awaitReady();

                // Then
                assertThat(List.of(generator.url(), generator.managementUrl()))
                        .noneMatch(url -> url.endsWith(":" + thief.getLocalPort()));
                assertThat(generator.get("/api/run").path("mode").asText()).isEqualToIgnoringCase("idle");
            } finally {
                generator.stop();
            }
        } finally {
            Folders.delete(folder.path());
        }
    }
}
