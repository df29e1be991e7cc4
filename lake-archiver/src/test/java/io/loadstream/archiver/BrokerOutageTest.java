package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aBrokerThatIsKilledAndComesBackLosesAndRepeatsNothing() {
        // Given
        try (Rig rig = Rig.withBrokerInOwnProcess()) {
            rig.createTopic("outage", 2);
            try (Archiver archiver = rig.start(rig.settings("outage"))) {
                await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);

                // When
                rig.produce("outage", 2, 0, 500);
                rig.kafka.kill();
                await().atMost(SOON).until(() -> archiver.problems().containsKey("broker"));
                rig.kafka.start();
                await().atMost(SOON).until(() -> rig.archivedRows("outage", 2) >= 500);
                rig.produce("outage", 2, 500, 1_000);
                await().atMost(SOON).until(() -> rig.archivedRows("outage", 2) >= 1_000);
                await().atMost(SOON).until(() -> archiver.problems().isEmpty());
            }

            // Then
            assertThat(rig.archived("outage", 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 1_000));
        }
    }
}
