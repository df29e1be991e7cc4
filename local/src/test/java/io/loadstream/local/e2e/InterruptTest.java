package io.loadstream.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.JavaCommand;
import io.loadstream.local.run.ProjectHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptTest {

    private static final ProjectHome HOME = ProjectHome.find();
    private static final int TERMINATED = 143;

    @Test
    void launcherThatIsToldToEndLeavesNoProcessAndNoData() throws Exception {
        // Given
        Process launcher = launcher();
        List<String> output = new ArrayList<>();
        BufferedReader lines = launcher.inputReader();
        readUntil(lines, "Everything is up", output);
        List<ProcessHandle> children = launcher.descendants().toList();
        assertThat(children).as(String.join("\n", output)).hasSizeGreaterThanOrEqualTo(8);

        // When
        // Not Process.destroy(), which closes the pipe that we read from.
        launcher.toHandle().destroy();
        readUntil(lines, "stopped; the logs are in ", output);

        // Then
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(TERMINATED);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        Path logs = Path.of(output.getLast().replaceFirst(".* are in ", ""));
        assertThat(logs.resolve("decision-engine.log")).isNotEmptyFile();
        assertThat(Files.exists(logs.resolveSibling("data"))).isFalse();
    }

    private static Process launcher() throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.smallJvm(128));
        command.addAll(List.of(
                "-Dloadstream.home=" + HOME.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.loadstream.local.cli.Loadstream",
                "up",
                "--replay",
                HOME.root().resolve("recordings/iteration-1").toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void readUntil(BufferedReader lines, String text, List<String> output) throws IOException {
        String line = lines.readLine();
        while (line != null) {
            output.add(line);
            if (line.contains(text)) {
                return;
            }
            line = lines.readLine();
        }
        throw new AssertionError("`" + text + "` did not come in:\n" + String.join("\n", output));
    }
}
