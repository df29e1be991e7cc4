package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FreshProgramTest {

    private static final Path PROGRAM = Path.of("/bin/true");
    private static final Duration PATIENT = Duration.ofSeconds(20);

    @Test
    void programThatSomebodyStillWritesIsWaitedFor(@TempDir Path folder) throws Exception {
        // Given
        Path program = copied(folder);
        CompletableFuture<Void> runnable;
        try (FileChannel writer = FileChannel.open(program, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> new ProcessBuilder(program.toString()).start())
                    .as("the operating system refuses it")
                    .hasMessageContaining("Text file busy");

            // When
            runnable = CompletableFuture.runAsync(() -> FreshProgram.awaitRunnable(program, "--version", PATIENT));
            Thread.sleep(200);
            assertThat(runnable).as("with %s open", writer).isNotDone();
        }

        // Then
        runnable.get();
        assertThat(new ProcessBuilder(program.toString()).start().waitFor()).isZero();
    }

    @Test
    void programThatIsNeverLetGoOfIsNotWaitedForLongerThanTheLimit(@TempDir Path folder) throws IOException {
        Path program = copied(folder);
        try (FileChannel writer = FileChannel.open(program, StandardOpenOption.WRITE)) {
            assertThat(writer.isOpen()).isTrue();

            assertThatThrownBy(() -> FreshProgram.awaitRunnable(program, "--version", Duration.ofMillis(100)))
                    .isInstanceOf(PartFailedException.class)
                    .hasMessageContaining(program + " cannot be run")
                    .hasMessageContaining("Text file busy");
        }
    }

    @Test
    void fileThatIsNoProgramIsRefusedAtOnce(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no program");

        assertThatThrownBy(() -> FreshProgram.awaitRunnable(text, "--version", PATIENT))
                .isInstanceOf(PartFailedException.class)
                .hasMessageContaining("Permission denied");
    }

    private static Path copied(Path folder) throws IOException {
        return Files.copy(PROGRAM.toRealPath(), folder.resolve("program"));
    }
}
