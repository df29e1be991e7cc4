package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aBrokerThatIsKilledAndComesBackLosesAndRepeatsNothing() {
        try (Rig rig = Rig.withBrokerInOwnProcess()) {
            rig.createTopic("outage", 2);
            try (Archiver archiver = rig.start(rig.settings("outage"))) {
                await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
                for (int round = 1; round <= 3; round++) {
                    rig.produce("outage", 2, (round - 1) * 500, round * 500);
                    int sent = round * 500;
                    if (round < 3) {
                        rig.kafka.kill();
                        if (round == 1) {
                            await().atMost(SOON).until(() -> archiver.problems().containsKey("broker"));
                        }
                        rig.kafka.start();
                    }
                    await().atMost(SOON).until(() -> rig.archivedRows("outage", 2) >= sent);
                }
                await().atMost(SOON).until(() -> archiver.problems().isEmpty());
            }

            assertThat(rig.archived("outage", 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 1_500));
        }
    }
}
