package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is read by its name is in a native image only when the build is told of it. */
class NativeImageTest {

    private static final Pattern INCLUDES =
            Pattern.compile("<quarkus\\.native\\.resources\\.includes>(.*)</quarkus\\.native\\.resources\\.includes>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "domain",
                "lake",
                "http",
                "tracing",
                "metrics",
                "event-generator",
                "decision-engine",
                "lake-archiver",
                "etl-service"
            })
    void everyFileThatCodeReadsByItsNameIsIncluded(String module) throws IOException {
        // Given
        Path resources = Repository.ROOT.resolve(module).resolve("src/main/resources");
        List<PathMatcher> included = includes();

        // Then
        try (Stream<Path> files = Files.walk(resources)) {
            assertThat(files.filter(Files::isRegularFile).map(resources::relativize))
                    // These the framework includes by itself.
                    .filteredOn(file -> !file.startsWith("META-INF")
                            && !file.startsWith("db/migration")
                            && !file.toString().equals("application.yaml"))
                    .allMatch(file -> included.stream().anyMatch(pattern -> pattern.matches(file)));
        }
    }

    @Test
    void engineReadsCompressedRecordsLikeTheArchiver() {
        assertThat(compressor("decision-engine")).isEqualTo(compressor("lake"));
    }

    private static String compressor(String module) {
        return Repository.read(
                Repository.ROOT.resolve(module + "/src/main/resources/META-INF/native-image/io.loadstream/"
                        + "loadstream-" + module + "/reachability-metadata.json"));
    }

    private static List<PathMatcher> includes() {
        Matcher includes = INCLUDES.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")));
        assertThat(includes.find()).isTrue();
        return Arrays.stream(includes.group(1).split(","))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }
}
