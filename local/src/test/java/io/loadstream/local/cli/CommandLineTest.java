package io.loadstream.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.embedded.Folders;
import io.loadstream.embedded.PartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @Test
    void folderThatIsMissingOrEmptyIsRefusedBeforeAnythingStarts(@TempDir Path folder) {
        // Given
        Path missing = folder.resolve("missing");
        Path empty = Folders.create(folder.resolve("empty"));

        // When
        CommandRun onMissing = CommandRun.of("demo", "--replay", missing.toString());
        CommandRun onEmpty = CommandRun.of("demo", "--replay", empty.toString());

        // Then
        assertThat(onMissing.exitStatus()).isEqualTo(2);
        assertThat(onMissing.errors()).contains("there is no folder " + missing);
        assertThat(onEmpty.exitStatus()).isEqualTo(2);
        assertThat(onEmpty.errors()).contains("the folder " + empty + " has no recorded events");
        assertThat(Files.exists(empty)).isTrue();
    }

    @Test
    void wrongOptionIsToldInOneLineWithTheWayToHelp() {
        CommandRun run = CommandRun.of("demo", "--speed", "-3");

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.errors()).isEqualTo("--speed must not be negative: -3.0\nFor help: ./loadstream demo --help\n");
    }

    @Test
    void daysOfDeparturesArePositiveAndOfSimulatedFlightsAlone(@TempDir Path folder) throws IOException {
        // Given
        Files.createFile(folder.resolve("bookings.jsonl"));

        // When
        CommandRun none = CommandRun.of("demo", "--days", "0");
        CommandRun recorded = CommandRun.of("demo", "--days", "3", "--replay", folder.toString());

        // Then
        assertThat(none.exitStatus()).isEqualTo(2);
        assertThat(none.errors()).contains("--days must be positive: 0");
        assertThat(recorded.exitStatus()).isEqualTo(2);
        assertThat(recorded.errors()).contains("do not go with --replay");
    }

    @Test
    void aMarketIsDrawnOfAFileToo(@TempDir Path folder) throws IOException {
        // Given
        Path mine = Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                routes:
                  - {airlines: [LS], from: [FRA], to: [LHR], both_ways: true, aircraft: A320, departures: ["07:00"],
                     strength: 1, business: 0.4}
                """);
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: wrong\n");

        // When
        CommandRun drawn = CommandRun.of("market", folder.toString(), "--scenario", mine.toString(), "--days", "3");
        CommandRun refused = CommandRun.of("market", folder.toString(), "--scenario", wrong.toString());

        // Then
        assertThat(drawn.exitStatus()).as(drawn.errors()).isZero();
        assertThat(folder.resolve("load-factors.svg")).content().contains("mine, 6 flights");
        assertThat(folder.resolve("booking-curves.svg")).content().contains("100 %");
        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.errors()).contains("wrong.yaml:1: routes is missing");
    }

    @Test
    void scenarioThatIsWrongIsRefusedBeforeAnythingStarts(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: wrong\n");

        CommandRun onUnknown = CommandRun.of("demo", "--scenario", "nonsense");
        CommandRun onWrong = CommandRun.of("demo", "--scenario", wrong.toString());

        assertThat(onUnknown.exitStatus()).isEqualTo(2);
        assertThat(onUnknown.errors()).contains("nonsense");
        assertThat(onWrong.exitStatus()).isEqualTo(2);
        assertThat(onWrong.errors()).contains("wrong.yaml:1: routes is missing");
    }

    @Test
    void benchmarkThatDoesNotExistIsRefused() {
        CommandRun run = CommandRun.of("bench", "nothing");

        assertThat(run.exitStatus()).isEqualTo(2);
        assertThat(run.errors()).contains("there is no measurement `nothing`");
    }

    @Test
    void runThatCannotStartIsReportedAsWellAsTold(@TempDir Path folder) throws IOException {
        // Given
        Path report = folder.resolve("report.json");
        String home = System.getProperty("loadstream.home");
        System.setProperty("loadstream.home", folder.toString());

        // When
        CommandRun run;
        try {
            run = CommandRun.of("demo", "--report", report.toString());
        } finally {
            restore("loadstream.home", home);
        }

        // Then
        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.errors()).contains("event-generator is not built");
        assertThat(Files.readString(report)).contains("\"reconciled\" : false", "event-generator is not built");
    }

    @Test
    void partThatDoesNotComeUpIsReportedToo(@TempDir Path folder) throws IOException {
        // Given
        Path report = folder.resolve("report.json");
        PartFailedException failure = new PartFailedException("kafka ended with status 1");

        // When
        assertThatThrownBy(() -> DemoCommand.orReported(report, () -> {
                    throw failure;
                }))
                .isSameAs(failure);

        // Then
        assertThat(Files.readString(report)).contains("\"reconciled\" : false", "kafka ended with status 1");
    }

    @Test
    void lakeThatDoesNotAnswerIsToldInOneLine() {
        CommandRun run = CommandRun.of("lake", "ls", "--endpoint", "http://localhost:1");

        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(run.errors().strip())
                .contains("at http://localhost:1 does not answer: ConnectException", "check --endpoint")
                .hasLineCount(1);
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
