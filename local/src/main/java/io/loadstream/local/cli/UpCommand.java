package io.loadstream.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything, until Ctrl-C. */
@Command(name = "up", description = "Starts everything and keeps it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    /** A simulated hour a second: slow enough to watch. */
    private static final double SPEED = 3600;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        try (Demo demo = Demo.start("up", options.settings(SPEED), false)) {
            demo.waitForEver();
        }
        return Loadstream.OK;
    }
}
