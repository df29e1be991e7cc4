package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @Test
    void processThatDiesIsNamedWithTheEndOfItsLog(@TempDir Path folder) {
        // Given
        ChildProcess child = ChildProcess.start(
                "archiver",
                List.of("sh", "-c", "echo cannot reach the lake; printf '\\tat Lake.open(Lake.java:3)\\n'; exit 3"),
                Map.of(),
                folder,
                folder.resolve("archiver.log"));

        // When, Then
        assertThatThrownBy(() -> child.await(() -> false, Duration.ofSeconds(20)))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("archiver stopped by itself (exit status 3)")
                .hasMessageContaining("cannot reach the lake")
                .hasMessageNotContaining("Lake.java");
    }
}
