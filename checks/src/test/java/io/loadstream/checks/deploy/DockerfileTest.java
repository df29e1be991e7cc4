package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The images of our services, as far as their recipe tells. */
class DockerfileTest {

    private static final String FILE = Repository.read(Repository.ROOT.resolve("deploy/images/Dockerfile"))
            .replace("\\\n", " ")
            .replaceAll("(?m)^#.*\n", "");

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageRunsWithoutRootFromItsStartOn(String target) {
        // Given
        List<String> lines = stage(target);

        // Then nothing is made after the user has changed, and what starts gets the signals itself
        int user = lines.indexOf("USER 10001:10001");
        assertThat(user).isPositive();
        assertThat(lines.subList(user, lines.size()))
                .noneMatch(line -> line.startsWith("RUN ") || line.startsWith("COPY "))
                .filteredOn(line -> line.startsWith("USER "))
                .hasSize(1);
        assertThat(lines).contains("EXPOSE 8080 9000").anyMatch(line -> line.startsWith("ENTRYPOINT [\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "native"})
    void theImageSaysWhatItIsAndWhereItComesFrom(String target) {
        // When
        Map<String, String> labels = Pattern.compile("org\\.opencontainers\\.image\\.(\\w+)=\"([^\"]+)\"")
                .matcher(String.join("\n", stage(target)))
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));

        // Then
        assertThat(labels)
                .containsOnlyKeys("title", "description", "licenses", "version", "revision", "source")
                .containsEntry("version", "${VERSION}")
                .containsEntry("revision", "${REVISION}")
                .containsEntry("source", "${SOURCE}");
    }

    @Test
    void composeGivesWhatTheImagesAreMadeOf() {
        // Given
        Map<String, Object> compose = new Yaml().load(Repository.read(Repository.ROOT.resolve("docker-compose.yml")));

        ComposeFile.map(compose.get("services")).forEach((name, service) -> {
            Map<String, Object> build = ComposeFile.map(ComposeFile.map(service).get("build"));
            if (!build.isEmpty()) {
                // When
                Set<String> taken = stage((String) build.get("target")).stream()
                        .filter(line -> line.startsWith("ARG "))
                        .map(line -> line.substring(4).split("=")[0])
                        .collect(Collectors.toCollection(TreeSet::new));

                // Then
                assertThat(ComposeFile.map(build.get("args")).keySet()).as(name).isEqualTo(taken);
            }
        });
    }

    @Test
    void everyBaseIsPinnedButTheTwoOfWhichTheReadmeSaysSo() {
        // Given
        List<String> bases = Pattern.compile("(?m)^ARG \\w+_IMAGE=(\\S+)$")
                .matcher(FILE)
                .results()
                .map(base -> base.group(1))
                .toList();

        // Then
        assertThat(bases).hasSize(4);
        assertThat(bases)
                .filteredOn(base -> !base.matches(".*:\\d+\\.\\d+\\.\\d+_.*"))
                .hasSize(2);
        assertThat(Repository.read(Repository.ROOT.resolve("README.md")))
                .contains("The two that native images are built from are not pinned");
    }

    /** The instructions after its FROM. */
    private static List<String> stage(String name) {
        MatchResult found = Pattern.compile("(?ms)^FROM \\S+ AS " + name + "$(.*?)(?=^FROM |\\z)")
                .matcher(FILE)
                .results()
                .findFirst()
                .orElseThrow();
        return Stream.of(found.group(1).split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
