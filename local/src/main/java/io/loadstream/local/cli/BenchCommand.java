package io.loadstream.local.cli;

import io.loadstream.embedded.Folders;
import io.loadstream.local.bench.BenchReport;
import io.loadstream.local.bench.BenchRun;
import io.loadstream.local.bench.Benchmark;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFolder;
import io.loadstream.local.text.JsonFile;
import io.loadstream.local.text.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a measurement. */
@Command(name = "bench", description = "Measures: throughput, processor time and memory, on this machine.")
final class BenchCommand implements Callable<Integer> {

    private static final int ROUNDS = 3;

    /** Measurements repeat the same work. */
    private static final long SEED = 1;

    @Spec
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to measure; see --list.")
    private String name;

    @Option(names = "--list", description = "List what can be measured.")
    private boolean list;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measure each variant N times (default: " + ROUNDS + ").")
    private int rounds = ROUNDS;

    @Option(names = "--quick", description = "On a small scale, to see that it works: the figures mean nothing.")
    private boolean quick;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the result to FILE, as JSON.")
    private Path report;

    @Override
    public Integer call() throws Exception {
        List<Benchmark> all = Benchmark.all();
        if (list || name == null) {
            Table table = Table.of("name", "measures");
            all.forEach(benchmark -> table.row(benchmark.name(), benchmark.summary()));
            System.out.print(table);
            return Loadstream.OK;
        }
        Benchmark chosen = all.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "there is no measurement `" + name + "`; see --list"));
        if (rounds < 1) {
            throw new ParameterException(command.commandLine(), "--rounds must be positive: " + rounds);
        }
        ProjectHome home = ProjectHome.find();
        RunFolder folder = RunFolder.create(home);
        try {
            BenchReport result = chosen.run(new BenchRun(home, folder, Terminal.progress(), rounds, quick, SEED));
            System.out.println();
            System.out.print(result.table());
            if (report != null) {
                JsonFile.write(report, result);
            }
            return Loadstream.OK;
        } finally {
            Folders.delete(folder.data());
        }
    }
}
