package io.loadstream.local.cli;

import io.loadstream.domain.market.scenario.InvalidScenarioException;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --scenario} names: a file, or else a preset. */
final class ScenarioArgument {

    private ScenarioArgument() {}

    /** @throws InvalidScenarioException when it is neither, or breaks a rule */
    static Scenario read(String given) {
        Path file = Path.of(given);
        try {
            return Files.isRegularFile(file)
                    ? ScenarioReader.read(given, Files.readString(file))
                    : ScenarioReader.preset(given);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scenario " + file, e);
        }
    }
}
