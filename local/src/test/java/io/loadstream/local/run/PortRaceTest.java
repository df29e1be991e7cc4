package io.loadstream.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.TopicPlan;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortRaceTest {

    private static final ProjectHome HOME = ProjectHome.find();

    @Test
    void serviceWhosePortIsTakenBeforeItListensStartsAgainOnAnother() throws Exception {
        // Given
        RunFolder folder = RunFolder.create(HOME);
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.ofContract(1));
            ServiceProcess generator = ServiceProcess.start(
                    HOME,
                    folder,
                    Service.EVENT_GENERATOR,
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(), "LOADSTREAM_GENERATOR_MODE", "idle"));
            int chosen = URI.create(generator.url()).getPort();
            try (ServerSocket thief = new ServerSocket(chosen, 1, InetAddress.getByName("localhost"))) {

                // When
                generator.awaitReady();

                // Then
                assertThat(generator.url()).doesNotEndWith(":" + thief.getLocalPort());
                assertThat(generator.get("/api/run").path("mode").asText()).isEqualToIgnoringCase("idle");
            } finally {
                generator.stop();
            }
        } finally {
            Folders.delete(folder.path());
        }
    }
}
