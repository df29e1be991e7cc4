package io.loadstream.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything, until Ctrl-C. */
@Command(name = "up", description = "Starts everything and keeps it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    /** Ten simulated minutes a second: slow enough to watch. */
    private static final double SPEED = 600;

    /** Two simulated days a second, through the weeks in which flights only sell. */
    private static final double AHEAD_SPEED = 200_000;

    /** By then there are offers, and flights that can be compared. */
    private static final Duration AHEAD = Duration.ofDays(3);

    /** Ten simulated minutes a second play these in an hour and a quarter; the board has over a thousand flights. */
    private static final int DAYS = 35;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() {
        if (options.replay == null && options.scenario == null && options.days == null) {
            options.days = DAYS;
        }
        Optional<Instant> ahead =
                options.speed == null ? options.firstDay().map(day -> day.plus(AHEAD)) : Optional.empty();
        try (Demo demo = Demo.start("up", options.settings(ahead.isPresent() ? AHEAD_SPEED : SPEED), false)) {
            ahead.ifPresent(until -> {
                demo.goOnAt(SPEED, until);
                demo.load();
            });
            demo.waitForEver();
        }
        return Loadstream.OK;
    }
}
