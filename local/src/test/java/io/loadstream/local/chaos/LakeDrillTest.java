package io.loadstream.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.local.chaos.lake.LakeDrill;
import org.junit.jupiter.api.Test;

/** The drill in its short form: the packaged archiver, killed and deprived of its store. */
class LakeDrillTest {

    @Test
    void killedArchiversAndAStoreThatGoesAwayLoseAndRepeatNothing() throws Exception {
        DrillReport report = ShortForm.of(new LakeDrill());

        assertThat(report.results())
                .containsEntry("missing", 0L)
                .containsEntry("duplicates", 0L)
                .containsEntry("unexpected", 0L)
                .containsEntry("different_bytes", 0L);
        assertThat(report.passed()).isTrue();
    }
}
