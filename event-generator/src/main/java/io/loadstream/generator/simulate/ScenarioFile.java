package io.loadstream.generator.simulate;

import io.loadstream.domain.market.scenario.InvalidScenarioException;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Finds the scenario that the configuration names. */
public final class ScenarioFile {

    private ScenarioFile() {}

    /**
     * @param name of a preset, or path of a file
     * @param seed instead of the scenario's own
     * @param days instead of the scenario's own
     * @throws RunFailedException when the name is neither, or what it names breaks a rule
     */
    public static Scenario open(String name, OptionalLong seed, OptionalInt days) {
        try {
            Scenario scenario = open(name);
            if (seed.isPresent()) {
                scenario = scenario.withSeed(seed.getAsLong());
            }
            return days.isPresent() ? scenario.withDays(days.getAsInt()) : scenario;
        } catch (InvalidScenarioException e) {
            throw new RunFailedException("the scenario is wrong: " + e.getMessage(), e);
        }
    }

    private static Scenario open(String name) {
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
        } catch (IOException e) {
            throw new RunFailedException("the scenario %s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }
}
