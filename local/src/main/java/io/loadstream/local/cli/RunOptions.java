package io.loadstream.local.cli;

import io.loadstream.local.run.Feed;
import io.loadstream.local.run.PipelineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a run is fed with and how it decides. */
final class RunOptions {

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

    @Option(names = "--flights", paramLabel = "N", description = "Simulate N flights.")
    Integer flights;

    @Option(names = "--days", paramLabel = "N", description = "Simulate flights that leave within N days.")
    Integer days;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the simulation: the same seed, the same events.")
    Long seed;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description =
                    "Send at X times real time; 0 as fast as the pipeline accepts (default: 0 for demo, 600 for up).")
    Double speed;

    /** @param defaultSpeed where no speed is asked for */
    PipelineSettings settings(double defaultSpeed) {
        return PipelineSettings.of(feed(speed == null ? defaultSpeed : speed), policyToUse());
    }

    private Feed feed(double chosenSpeed) {
        if (chosenSpeed < 0) {
            throw usage("--speed must not be negative: " + chosenSpeed);
        }
        if (replay == null) {
            requirePositive("--flights", flights);
            requirePositive("--days", days);
            return new Feed.Simulation(flights, days, chosenSpeed, seed);
        }
        if (flights != null || days != null || seed != null) {
            throw usage("--flights, --days and --seed are for simulated flights: they do not go with --replay");
        }
        requireRecording(replay);
        return new Feed.Replay(replay, chosenSpeed);
    }

    private String policyToUse() {
        Path file = Path.of(policy);
        return Files.isRegularFile(file) ? file.toAbsolutePath().toString() : policy;
    }

    private void requirePositive(String option, Integer value) {
        if (value != null && value < 1) {
            throw usage(option + " must be positive: " + value);
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
