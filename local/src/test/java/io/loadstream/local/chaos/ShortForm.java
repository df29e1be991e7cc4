package io.loadstream.local.chaos;

import io.loadstream.embedded.Folders;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.Progress;

/** A drill as the suite runs it: on the packaged services, small, with one seed. */
final class ShortForm {

    private ShortForm() {}

    static DrillReport of(Drill drill) throws Exception {
        ProjectHome home = ProjectHome.find();
        RunFolder folder = RunFolder.create(home);
        try {
            return drill.run(new BenchRun(home, folder, Progress.silent(), 1, true, 1));
        } finally {
            Folders.delete(folder.data());
        }
    }
}
