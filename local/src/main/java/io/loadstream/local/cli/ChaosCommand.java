package io.loadstream.local.cli;

import io.loadstream.embedded.Folders;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.chaos.Drill;
import io.loadstream.local.chaos.DrillReport;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.JsonFile;
import io.loadstream.local.text.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a drill. */
@Command(name = "chaos", description = "Breaks something on purpose while events flow, and shows what became of them.")
final class ChaosCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to break; without it they are listed.")
    private String name;

    @Option(names = "--quick", description = "On a small scale.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What is broken when, as in the run that printed this seed (default: another each time).")
    private Long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the result to FILE, as JSON.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        List<Drill> all = Drill.all();
        if (name == null) {
            Table table = Table.of("name", "does");
            all.forEach(drill -> table.row(drill.name(), drill.summary()));
            System.out.print(table);
            return Loadstream.OK;
        }
        Drill chosen = all.stream()
                .filter(drill -> drill.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(command.commandLine(), "there is no drill `" + name + "`"));
        ProjectHome home = ProjectHome.find();
        RunFolder folder = RunFolder.create(home);
        try {
            long chosenSeed = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
            System.out.println("Seed of the faults: " + chosenSeed);
            DrillReport result = chosen.run(new BenchRun(home, folder, Terminal.progress(), 1, quick, chosenSeed));
            Table table = Table.of("result", "value");
            result.results().forEach(table::row);
            System.out.println();
            System.out.print(table);
            System.out.println(result.passed() ? "\nEverything that must hold held." : "\nNOT everything held.");
            if (report != null) {
                JsonFile.write(report, result);
            }
            return result.passed() ? Loadstream.OK : Loadstream.FAILED;
        } finally {
            Folders.delete(folder.data());
        }
    }
}
