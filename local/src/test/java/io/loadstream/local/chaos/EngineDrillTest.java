package io.loadstream.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.Folders;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.chaos.engine.EngineDrill;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.Progress;
import org.junit.jupiter.api.Test;

/** The drill in its short form: three packaged engines, each fault once. */
class EngineDrillTest {

    @Test
    void enginesAndABrokerThatDieLoseRepeatAndChangeNoDecision() throws Exception {
        ProjectHome home = ProjectHome.find();
        RunFolder folder = RunFolder.create(home);
        try {
            DrillReport report = new EngineDrill().run(new BenchRun(home, folder, Progress.silent(), 1, true, 1));

            assertThat(report.results())
                    .containsEntry("faults_kill", 1)
                    .containsEntry("faults_pause", 1)
                    .containsEntry("faults_broker_kill", 1)
                    .containsEntry("differences", 0L);
            assertThat(report.passed()).as(report.results().toString()).isTrue();
        } finally {
            Folders.delete(folder.data());
        }
    }
}
