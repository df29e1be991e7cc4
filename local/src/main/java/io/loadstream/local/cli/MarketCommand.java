package io.loadstream.local.cli;

import io.loadstream.domain.market.MarketPictures;
import io.loadstream.domain.market.scenario.InvalidScenarioException;
import io.loadstream.domain.market.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a simulated market. */
@Command(
        name = "market",
        description = "Plays a scenario in process and draws its booking curves and load factors, as SVG.")
final class MarketCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FOLDER", description = "Where booking-curves.svg and load-factors.svg go.")
    private Path folder;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "network",
            description = "`iteration-1`, `small`, `hub`, `network` or `world`, or a file (default: ${DEFAULT-VALUE}).")
    private String scenario;

    @Option(names = "--days", paramLabel = "N", description = "Days of departures, when not the scenario's own.")
    private Integer days;

    @Override
    public Integer call() throws IOException {
        try {
            Scenario chosen = ScenarioArgument.read(scenario);
            MarketPictures pictures = MarketPictures.of(days == null ? chosen : chosen.withDays(days));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("booking-curves.svg"), pictures.bookingCurves());
            Files.writeString(folder.resolve("load-factors.svg"), pictures.loadFactors());
            command.commandLine().getOut().println("Drawn: " + folder.resolve("*.svg"));
            return Loadstream.OK;
        } catch (InvalidScenarioException e) {
            command.commandLine().getErr().println(e.getMessage());
            return Loadstream.USAGE;
        }
    }
}
