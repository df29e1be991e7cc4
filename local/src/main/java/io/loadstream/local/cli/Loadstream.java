package io.loadstream.local.cli;

import io.loadstream.embedded.PartFailedException;
import io.loadstream.local.lake.LakeCommand;
import io.loadstream.local.run.RunFailedException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line. */
@Command(
        name = "loadstream",
        description =
                "Decides airline promotions in real time, explains every decision, and proves what each was worth.",
        mixinStandardHelpOptions = true,
        version = "loadstream 0.1.0",
        scope = ScopeType.INHERIT,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "The script ./loadstream adds: test, which builds everything and runs all tests; and init-env, which",
            "writes .env, the settings and secrets of docker compose.",
            "Logs of a run are in .loadstream/run-<date and time>/logs."
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ReplayCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            LakeCommand.class,
            MarketCommand.class,
            ScreenshotsCommand.class,
            DashboardsCommand.class
        })
public final class Loadstream {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Loadstream() {}

    public static void main(String[] arguments) {
        // Libraries must not talk between our lines.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Loadstream());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command));
        commandLine.setParameterExceptionHandler((failure, given) -> tellUsage(failure));
        return commandLine;
    }

    private static int tellUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("For help: ./" + command.getCommandSpec().qualifiedName() + " --help");
        command.getErr().flush();
        return USAGE;
    }

    /** What a person can act on is told without a stack trace. */
    private static int tell(Exception failure, CommandLine command) {
        if (failure instanceof RunFailedException || failure instanceof PartFailedException) {
            command.getErr().println("\n" + failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return FAILED;
    }
}
