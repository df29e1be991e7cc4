package io.loadstream.local.cli;

import io.loadstream.embedded.PartFailedException;
import io.loadstream.local.result.FailureReport;
import io.loadstream.local.result.RunReport;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.text.JsonFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A bounded run from start to result. */
@Command(
        name = "demo",
        description = "Starts everything, lets flights and bookings stream through, and shows what became of them.")
final class DemoCommand implements Callable<Integer> {

    private static final String SHORT_SCENARIO = "iteration-1";

    @Mixin
    private RunOptions options;

    @Option(names = "--short", description = "Simulate the last hours of 3 flights only, for a quick check.")
    private boolean shortRun;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the result, or why there is none, to FILE, as JSON.")
    private Path report;

    @Option(
            names = "--keep",
            description = "Keep everything running at the end, to look around, until Ctrl-C; and keep the data.")
    private boolean keep;

    @Override
    public Integer call() {
        if (shortRun && options.replay == null && options.scenario == null) {
            options.scenario = SHORT_SCENARIO;
        }
        try (Demo demo = orReported(() -> Demo.start("demo", options.settings(0), keep))) {
            RunReport result = orReported(demo::result);
            if (report != null) {
                JsonFile.write(report, result);
                System.out.println(String.format("  %-42s this result as JSON", report));
            }
            if (keep) {
                demo.waitForEver();
            }
            return result.reconciled() ? Loadstream.OK : Loadstream.FAILED;
        }
    }

    /** Who waits for the report learns of the failure as well. */
    private <T> T orReported(Supplier<T> step) {
        return orReported(report, step);
    }

    static <T> T orReported(Path report, Supplier<T> step) {
        try {
            return step.get();
        } catch (RunFailedException | PartFailedException e) {
            if (report != null) {
                JsonFile.write(report, FailureReport.of(e, Demo.secondsOfThisJvm()));
            }
            throw e;
        }
    }
}
