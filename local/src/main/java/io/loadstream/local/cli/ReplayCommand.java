package io.loadstream.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Short for a demo of recorded events. */
@Command(name = "replay", description = "Runs recorded events through the pipeline: demo --replay FOLDER.")
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "Folder with a <topic>.jsonl for each topic.")
    private Path folder;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "default",
            description = "Policy that decides: `default`, `iteration-1`, or a file (default: ${DEFAULT-VALUE}).")
    private String policy;

    @Option(names = "--speed", paramLabel = "X", description = "Send at X times real time; 0 as fast as possible.")
    private double speed;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the result to FILE, as JSON.")
    private Path report;

    @Override
    public Integer call() {
        List<String> demo = new ArrayList<>(
                List.of("demo", "--replay", folder.toString(), "--policy", policy, "--speed", Double.toString(speed)));
        if (report != null) {
            demo.add("--report");
            demo.add(report.toString());
        }
        return Loadstream.commandLine().execute(demo.toArray(String[]::new));
    }
}
