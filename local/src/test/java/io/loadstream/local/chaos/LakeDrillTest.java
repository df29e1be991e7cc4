package io.loadstream.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.Folders;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.chaos.lake.LakeDrill;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.Progress;
import org.junit.jupiter.api.Test;

/** The drill in its short form: the packaged archiver, killed and deprived of its store. */
class LakeDrillTest {

    @Test
    void killedArchiversAndAStoreThatGoesAwayLoseAndRepeatNothing() throws Exception {
        ProjectHome home = ProjectHome.find();
        RunFolder folder = RunFolder.create(home);
        try {
            DrillReport report = new LakeDrill().run(new BenchRun(home, folder, Progress.silent(), 1, true, 1));

            assertThat(report.results())
                    .containsEntry("missing", 0L)
                    .containsEntry("duplicates", 0L)
                    .containsEntry("unexpected", 0L)
                    .containsEntry("different_bytes", 0L);
            assertThat(report.passed()).isTrue();
        } finally {
            Folders.delete(folder.data());
        }
    }
}
