package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** A variable that no service knows would be ignored without a word. */
class ConfigurationTest {

    private static final Pattern VARIABLE = Pattern.compile("\\b(?:name: |^ +)(LOADSTREAM_[A-Z_]+)", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"event-generator", "decision-engine", "lake-archiver", "etl-service"})
    void everyVariableThatIsSetInKubernetesIsASettingOfTheService(String service) {
        assertThat(variablesIn("deploy/k8s/base/" + service + ".yaml"))
                .isNotEmpty()
                .isSubsetOf(settingsOf(service));
    }

    @Test
    void everyVariableThatIsSetUnderComposeIsASettingOfItsService() {
        // Given
        Map<String, Object> compose = new Yaml().load(Repository.read(Repository.ROOT.resolve("docker-compose.yml")));
        Map<String, Object> services = ComposeFile.map(compose.get("services"));

        for (String service : Set.of("event-generator", "decision-engine", "lake-archiver", "etl-service")) {
            // When
            Set<String> set = new TreeSet<>(
                    ComposeFile.map(ComposeFile.map(services.get(service)).get("environment"))
                            .keySet());
            set.removeIf(name -> !name.startsWith("LOADSTREAM_"));

            // Then
            assertThat(set).as(service).isNotEmpty().isSubsetOf(settingsOf(service));
        }
    }

    private static Set<String> variablesIn(String file) {
        Set<String> variables = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(Repository.read(Repository.ROOT.resolve(file)));
        while (variable.find()) {
            variables.add(variable.group(1));
        }
        return variables;
    }

    /** As environment variables; settings without a default stand in a comment. */
    private static Set<String> settingsOf(String service) {
        String yaml = Repository.read(Repository.ROOT.resolve(service + "/src/main/resources/application.yaml"))
                .replaceAll("(?m)^( *)# ([a-z-]+: \\S+)$", "$1$2");
        Set<String> settings = new TreeSet<>();
        flatten("", new Yaml().load(yaml), settings);
        return settings;
    }

    private static void flatten(String prefix, Object value, Set<String> settings) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, entry, settings));
        } else {
            settings.add(prefix.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
    }
}
