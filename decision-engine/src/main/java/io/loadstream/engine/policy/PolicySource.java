package io.loadstream.engine.policy;

import io.loadstream.domain.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Finds a policy by the name of a preset or by the path of a file. */
public final class PolicySource {

    private static final List<String> PRESETS = List.of("iteration-1", "default");

    private PolicySource() {}

    /** @throws InvalidPolicyException when there is none of that name, or it cannot be read */
    public static Policy load(String nameOrPath) {
        if (PRESETS.contains(nameOrPath)) {
            return PolicyReader.read(nameOrPath, preset(nameOrPath));
        }
        try {
            return PolicyReader.read(nameOrPath, Files.readString(Path.of(nameOrPath)));
        } catch (NoSuchFileException e) {
            throw new InvalidPolicyException(
                    "no policy is called " + nameOrPath + " (presets: " + PRESETS + ") and no such file exists");
        } catch (IOException e) {
            throw new InvalidPolicyException("policy " + nameOrPath + " cannot be read: " + e.getMessage());
        }
    }

    static boolean isPreset(String nameOrPath) {
        return PRESETS.contains(nameOrPath);
    }

    private static String preset(String name) {
        String resource = "/policies/" + name + ".yaml";
        try (InputStream in = PolicySource.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
