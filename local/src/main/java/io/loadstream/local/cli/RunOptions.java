package io.loadstream.local.cli;

import io.loadstream.domain.market.scenario.InvalidScenarioException;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.local.run.Feed;
import io.loadstream.local.run.PipelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run is fed with and how it decides. */
final class RunOptions {

    private static final String DEFAULT_SCENARIO = "hub";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--replay",
            paramLabel = "FOLDER",
            description = "Send the recorded events of FOLDER (a <topic>.jsonl for each topic), not simulated ones.")
    Path replay;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "default",
            description = "Policy that decides: `default`, `iteration-1`, or a file (default: ${DEFAULT-VALUE}).")
    String policy;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "What to simulate: `hub` (190 flights; the default), `small` (24), `iteration-1` (3, their last hours),"
                            + " `network` (36,000), `world` (101,000), or a file.")
    String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulation: the same seed, the same events.")
    Long seed;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of departures, when not the scenario's own (default: up shows 35 of `hub`).")
    Integer days;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description =
                    "Send at X times real time; 0 as fast as the pipeline accepts (default: 0 for demo; up simulates fast until"
                            + " flights of three days have left, and then at 600).")
    Double speed;

    /** @param defaultSpeed where no speed is asked for */
    PipelineSettings settings(double defaultSpeed) {
        return PipelineSettings.of(feed(speed == null ? defaultSpeed : speed), fileOrName(policy));
    }

    /** Midnight before the first departures, where flights are simulated. */
    Optional<Instant> firstDay() {
        return replay == null ? Optional.of(read(chosenScenario()).firstDay()) : Optional.empty();
    }

    private String chosenScenario() {
        return scenario == null ? DEFAULT_SCENARIO : scenario;
    }

    private Feed feed(double chosenSpeed) {
        if (chosenSpeed < 0) {
            throw usage("--speed must not be negative: " + chosenSpeed);
        }
        if (days != null && days < 1) {
            throw usage("--days must be positive: " + days);
        }
        if (replay == null) {
            read(chosenScenario());
            return new Feed.Simulation(fileOrName(chosenScenario()), chosenSpeed, seed, days);
        }
        if (scenario != null || seed != null || days != null) {
            throw usage("--scenario, --seed and --days are for simulated flights: they do not go with --replay");
        }
        requireRecording(replay);
        return new Feed.Replay(replay, chosenSpeed);
    }

    /** A service runs in a folder of its own, so a file must be named in full. */
    private static String fileOrName(String given) {
        Path file = Path.of(given);
        return Files.isRegularFile(file) ? file.toAbsolutePath().toString() : given;
    }

    private Scenario read(String given) {
        try {
            return ScenarioArgument.read(given);
        } catch (InvalidScenarioException e) {
            throw usage(e.getMessage());
        }
    }

    private void requireRecording(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw usage("there is no folder " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.noneMatch(file -> file.getFileName().toString().endsWith(".jsonl"))) {
                throw usage("the folder " + folder + " has no recorded events: a <topic>.jsonl is expected, such as"
                        + " bookings.jsonl");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
    }

    private ParameterException usage(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }
}
