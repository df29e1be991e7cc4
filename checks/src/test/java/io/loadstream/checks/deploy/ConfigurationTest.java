package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** A variable that no service knows would be ignored without a word. */
class ConfigurationTest {

    @ParameterizedTest
    @ValueSource(strings = {"event-generator", "decision-engine", "lake-archiver", "etl-service"})
    void everyVariableThatIsSetInKubernetesIsASettingOfTheService(String service) {
        assertThat(variablesIn("deploy/k8s/base/" + service + ".yaml"))
                .isNotEmpty()
                .isSubsetOf(settingsOf(service));
        String overlay = "deploy/k8s/overlays/production/" + service + ".yaml";
        if (Files.exists(Repository.ROOT.resolve(overlay))) {
            assertThat(variablesIn(overlay)).isSubsetOf(settingsOf(service));
            assertThat(variablesIn(overlay, "KAFKA_"))
                    .allSatisfy(name -> assertThat(ConsumerConfig.configNames())
                            .contains(name.substring("KAFKA_".length())
                                    .replace('_', '.')
                                    .toLowerCase(Locale.ROOT)));
        }
    }

    /** One that is new there would reach nobody: the services name the keys that they take. */
    @Test
    void productionChangesOnlyWhatServicesAreTold() {
        assertThat(keysOf("deploy/k8s/overlays/production/config.yaml"))
                .isNotEmpty()
                .isSubsetOf(keysOf("deploy/k8s/base/config.yaml"));
    }

    @Test
    void everyKeyIsTakenByAService() {
        String services = Stream.of("event-generator", "decision-engine", "lake-archiver", "etl-service")
                .map(service -> Repository.read(Repository.ROOT.resolve("deploy/k8s/base/" + service + ".yaml")))
                .collect(Collectors.joining());
        assertThat(keysOf("deploy/k8s/base/config.yaml"))
                .allSatisfy(key -> assertThat(services).contains("key: " + key + "}"));
    }

    /** Those of the framework have been run under compose, where one that is misspelt shows. */
    @ParameterizedTest
    @ValueSource(strings = {"event-generator", "decision-engine", "lake-archiver", "etl-service"})
    void kubernetesTellsTheFrameworkNothingThatComposeDoesNot(String service) {
        // Given
        Map<String, Object> compose = new Yaml().load(Repository.read(Repository.ROOT.resolve("docker-compose.yml")));
        Set<String> tried = new TreeSet<>(ComposeFile.map(
                        ComposeFile.map(ComposeFile.map(compose.get("services")).get(service))
                                .get("environment"))
                .keySet());
        Pattern.compile("QUARKUS_\\w+(?==)")
                .matcher(Repository.read(Repository.ROOT.resolve("deploy/images/Dockerfile")))
                .results()
                .forEach(variable -> tried.add(variable.group()));

        // Then
        assertThat(variablesIn("deploy/k8s/base/" + service + ".yaml", "QUARKUS_"))
                .isSubsetOf(tried);
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
        return variablesIn(file, "LOADSTREAM_");
    }

    private static Set<String> variablesIn(String file, String prefix) {
        return Pattern.compile("\\bname: (" + prefix + "[A-Z_]+)")
                .matcher(Repository.read(Repository.ROOT.resolve(file)))
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keysOf(String configMap) {
        Map<String, Object> map = new Yaml().load(Repository.read(Repository.ROOT.resolve(configMap)));
        return ComposeFile.map(map.get("data")).keySet();
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
