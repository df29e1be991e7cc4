package io.loadstream.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command line that was executed in this JVM. */
record CommandRun(int exitStatus, String errors) {

    static CommandRun of(String... arguments) {
        StringWriter errors = new StringWriter();
        int status =
                Loadstream.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
        return new CommandRun(status, errors.toString());
    }
}
