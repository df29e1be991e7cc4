package io.loadstream.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.local.chaos.engine.EngineDrill;
import org.junit.jupiter.api.Test;

/** The drill in its short form: three packaged engines, each fault once. */
class EngineDrillTest {

    @Test
    void enginesAndABrokerThatDieLoseRepeatAndChangeNoDecision() throws Exception {
        DrillReport report = ShortForm.of(new EngineDrill());

        assertThat(report.results())
                .containsEntry("faults_kill", 1)
                .containsEntry("faults_pause", 1)
                .containsEntry("faults_broker_kill", 1)
                .containsEntry("differences", 0L);
        assertThat(report.passed()).as(report.results().toString()).isTrue();
    }
}
