package io.loadstream.local.lake;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with a lake. */
@Command(
        name = "lake",
        description = "Looks into a lake, verifies it, and plays it back.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {LsCommand.class, VerifyCommand.class, CatCommand.class, ReplayCommand.class, IndexCommand.class})
public final class LakeCommand implements Runnable {

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                command.commandLine(), "which command? ls, verify, cat, replay, index");
    }
}
