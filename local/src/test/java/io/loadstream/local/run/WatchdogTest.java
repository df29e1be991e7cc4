package io.loadstream.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.embedded.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {

    @Test
    void killedLauncherLeavesNoProcessAndNoData(@TempDir Path folder) throws Exception {
        // Given
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("records"), "1");
        Process sleeper = new ProcessBuilder("sleep", "300").start();
        Process launcher = launcher(data, sleeper.pid());
        assertThat(launcher.inputReader().readLine()).isEqualTo("guarding");

        // When
        launcher.destroyForcibly();

        // Then
        assertThat(sleeper.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gone(data)).isTrue();
    }

    @Test
    void launcherThatEndsInGoodOrderIsNotTidiedUpAfter(@TempDir Path data) throws Exception {
        // Given
        Process sleeper = new ProcessBuilder("sleep", "300").start();
        Watchdog watchdog = Watchdog.start(data);
        watchdog.guard(sleeper.pid());

        // When
        watchdog.close();

        // Then
        assertThat(sleeper.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(Files.exists(data)).isTrue();
        sleeper.destroyForcibly();
    }

    private static Process launcher(Path data, long pid) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.smallJvm(32));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                GuardingLauncher.class.getName(),
                data.toString(),
                Long.toString(pid)));
        return new ProcessBuilder(command).start();
    }

    private static boolean gone(Path data) throws InterruptedException {
        for (int i = 0; i < 200 && Files.exists(data); i++) {
            Thread.sleep(50);
        }
        return !Files.exists(data);
    }

    /** A process that guards another and waits to be killed. */
    static final class GuardingLauncher {

        private GuardingLauncher() {}

        public static void main(String[] arguments) throws IOException {
            Watchdog.start(Path.of(arguments[0])).guard(Long.parseLong(arguments[1]));
            System.out.println("guarding");
            System.in.read();
        }
    }
}
