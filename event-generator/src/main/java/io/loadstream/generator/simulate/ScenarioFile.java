package io.loadstream.generator.simulate;

import io.loadstream.domain.market.scenario.InvalidScenarioException;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the scenario that the configuration names. */
public final class ScenarioFile {

    private ScenarioFile() {}

    /**
     * @param name of a preset, or path of a file
     * @throws RunFailedException when it is neither, or breaks a rule
     */
    public static Scenario open(String name) {
        try {
            if (ScenarioReader.PRESETS.contains(name)) {
                return ScenarioReader.preset(name);
            }
            Path file = Path.of(name);
            if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
                throw new RunFailedException("there is no scenario %s: name one of %s or a file that can be read"
                        .formatted(name, ScenarioReader.PRESETS));
            }
            return ScenarioReader.read(file.toString(), Files.readString(file));
        } catch (InvalidScenarioException e) {
            throw new RunFailedException("the scenario is wrong: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RunFailedException("the scenario %s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }
}
