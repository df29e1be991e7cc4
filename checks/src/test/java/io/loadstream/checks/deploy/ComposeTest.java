package io.loadstream.checks.deploy;

import static io.loadstream.checks.deploy.ComposeFile.map;
import static io.loadstream.checks.deploy.ComposeFile.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

    private static final Path FILE = Repository.ROOT.resolve("docker-compose.yml");

    private static final List<String> SERVICES =
            List.of("event-generator", "decision-engine", "lake-archiver", "etl-service");

    @TempDir
    static Path folder;

    private static Map<String, String> environment;
    private static ComposeFile compose;

    @BeforeAll
    static void resolve() throws Exception {
        Path env = folder.resolve("env");
        assertThat(run(env)).isZero();
        environment = ComposeFile.environment(env);
        compose = ComposeFile.read(FILE, environment);
    }

    @Test
    void withoutSecretsNothingStartsAndTheMessageSaysWhatToDo() {
        assertThatThrownBy(() -> ComposeFile.read(FILE, Map.of()))
                .isInstanceOf(ComposeFile.MissingVariable.class)
                .hasMessageContaining("run ./loadstream init-env first");
    }

    @Test
    void everySecretIsItsOwnAndNeverWrittenTwice() throws Exception {
        // Given
        Path env = folder.resolve("other");

        // When
        int first = run(env);
        Map<String, String> other = ComposeFile.environment(env);
        int second = run(env);

        // Then
        assertThat(first).isZero();
        assertThat(second).as("an existing file is left alone").isNotZero();
        assertThat(ComposeFile.environment(env)).isEqualTo(other);
        Set<String> secrets = new HashSet<>();
        for (String name : environment.keySet()) {
            if (name.contains("PASSWORD") || name.contains("SECRET")) {
                assertThat(environment.get(name)).matches("[A-Za-z0-9]{32}");
                assertThat(secrets.add(environment.get(name))).as(name).isTrue();
                assertThat(secrets.add(other.get(name))).as(name).isTrue();
            }
        }
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(10);
        assertThat(Files.getPosixFilePermissions(env).toString())
                .doesNotContain("GROUP")
                .doesNotContain("OTHERS");
    }

    @Test
    void everyVariableIsInTheTemplateWhereItIsLookedFor() throws IOException {
        // Given
        String template = Files.readString(Repository.ROOT.resolve("deploy/compose/env.template"));

        // Then
        assertThat(ComposeFile.variables(FILE))
                .contains("ENGINE_POLICY", "LAKE_SECRET_KEY")
                .allSatisfy(name -> assertThat(template).containsPattern("(?m)^#?" + name + "="));
    }

    @Test
    void everyImageIsPinned() {
        compose.services().forEach((name, service) -> {
            String image = (String) service.get("image");
            assertThat(image).as(name).matches("[a-z0-9./-]+:[A-Za-z0-9][\\w.-]+");
            assertThat(image).as(name).doesNotContain(":latest");
        });
    }

    @Test
    void everyMountedFileIsThereAndReadOnlyAndEveryVolumeDeclared() {
        compose.services().forEach((name, service) -> {
            for (String mount : texts(service.get("volumes"))) {
                String[] parts = mount.split(":");
                if (parts[0].startsWith(".")) {
                    assertThat(Repository.ROOT.resolve(parts[0])).as(name).exists();
                    assertThat(mount).as(name).endsWith(":ro");
                } else {
                    assertThat(compose.volumes()).as(name).containsKey(parts[0]);
                }
            }
            Object networks = service.get("networks");
            Iterable<String> joined = networks instanceof List<?>
                    ? texts(networks)
                    : map(networks).keySet();
            joined.forEach(network -> assertThat(compose.networks()).as(name).containsKey(network));
        });
    }

    @Test
    void portsAreBoundToLoopbackAndNeverTwice() {
        Set<String> taken = new HashSet<>();
        compose.services().forEach((name, service) -> {
            for (String port : texts(service.get("ports"))) {
                assertThat(port).as(name).matches("127\\.0\\.0\\.1:\\d+:\\d+");
                boolean native_ = name.endsWith("-native");
                assertThat(taken.add(port.split(":")[1] + (native_ ? " native" : "")))
                        .as(name + " " + port)
                        .isTrue();
            }
        });
    }

    @Test
    void everyServiceHasLimitsAndGainsNoPrivileges() {
        compose.services().forEach((name, service) -> {
            assertThat(service).as(name).containsKeys("mem_limit", "cpus", "pids_limit", "logging");
            assertThat(texts(service.get("security_opt"))).as(name).contains("no-new-privileges:true");
            assertThat(texts(service.get("cap_drop"))).as(name).containsExactly("ALL");
            assertThat(service).as(name).doesNotContainKeys("cap_add", "privileged", "network_mode", "pid");
        });
    }

    @Test
    void ourServicesRunWithoutRootOnAReadOnlyFileSystem() {
        for (String name : SERVICES) {
            for (String variant : List.of(name, name + "-native")) {
                Map<String, Object> service = compose.services().get(variant);
                assertThat(service.get("user")).as(variant).isEqualTo("10001:10001");
                assertThat(service.get("read_only")).as(variant).isEqualTo(true);
                assertThat(texts(service.get("cap_drop"))).as(variant).containsExactly("ALL");
                assertThat(map(service.get("build")).get("target"))
                        .as(variant)
                        .isEqualTo(variant.endsWith("-native") ? "native" : "jvm");
                assertThat(map(map(service.get("build")).get("args")).get("SERVICE"))
                        .isEqualTo(name);
                assertThat(texts(service.get("profiles")))
                        .as("just one of the two runs")
                        .containsExactly(variant.endsWith("-native") ? "native" : "jvm");
            }
        }
    }

    @Test
    void whoeverNeedsSomethingStartsAfterIt() {
        // Given
        Map<String, Set<String>> expected = Map.of(
                "create-topics", Set.of("kafka"),
                "create-bucket", Set.of("object-store"),
                "event-generator", Set.of("kafka", "create-topics"),
                "decision-engine", Set.of("kafka", "create-topics", "redis"),
                "lake-archiver", Set.of("kafka", "create-topics", "object-store", "create-bucket"),
                "etl-service", Set.of("object-store", "create-bucket", "postgres"),
                "grafana", Set.of("postgres", "prometheus"),
                "kafka-ui", Set.of("kafka"));

        // Then
        compose.services()
                .forEach((name, service) -> assertThat(
                                map(service.get("depends_on")).keySet())
                        .as(name)
                        .isEqualTo(expected.getOrDefault(name.replace("-native", ""), Set.of())));
    }

    @Test
    void everyOrderOfStartCanBeFulfilled() {
        compose.services()
                .forEach((name, service) -> map(service.get("depends_on")).forEach((needed, how) -> {
                    Map<String, Object> other = compose.services().get(needed);
                    assertThat(other).as(name + " needs " + needed).isNotNull();
                    switch ((String) map(how).get("condition")) {
                        case "service_healthy" -> {
                            assertThat(needed).doesNotStartWith("create-");
                            assertThat(other).as(needed).containsKey("healthcheck");
                        }
                        case "service_completed_successfully" ->
                            assertThat(other.get("restart")).as(needed).isEqualTo("on-failure:3");
                        default -> throw new AssertionError(name + " needs " + needed + " " + how);
                    }
                }));
    }

    @Test
    void everyLongRunningServiceHasAHealthCheckAndIsRestarted() {
        compose.services().forEach((name, service) -> {
            if (!name.startsWith("create-")) {
                assertThat(service).as(name).containsKey("healthcheck");
                assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            }
        });
    }

    @Test
    void noSecretStandsInTheFileItself() throws IOException {
        for (String line : Files.readAllLines(FILE)) {
            if (line.matches(".*(PASSWORD|SECRET)[A-Z_]*:.*")) {
                assertThat(line).matches(".*: \\$\\{[A-Z_]+:\\?.*}");
            }
        }
    }

    @Test
    void anotherObjectStoreTakesThePlaceOfTheBundledOne() {
        // Given
        Path override = Repository.ROOT.resolve("deploy/compose/external-object-store.yml");

        // When
        ComposeFile other = ComposeFile.read(override, environment);

        // Then the bundled one does not start, and nobody insists on it
        assertThat(texts(other.services().get("object-store").get("profiles"))).containsExactly("bundled-object-store");
        compose.services().forEach((name, service) -> {
            Object need = map(service.get("depends_on")).get("object-store");
            assertThat(need == null || Boolean.FALSE.equals(map(need).get("required")))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void whereTheLakeIsReachesWhoeverNeedsIt() {
        // Given
        Map<String, String> elsewhere = new HashMap<>(environment);
        elsewhere.putAll(Map.of(
                "LAKE_ENDPOINT", "https://s3.example.com", "LAKE_REGION", "eu-west-1", "LAKE_BUCKET", "of-ours"));

        // When
        ComposeFile other = ComposeFile.read(FILE, elsewhere);

        // Then
        for (String name : List.of(
                "create-bucket", "lake-archiver", "lake-archiver-native", "etl-service", "etl-service-native")) {
            assertThat(map(other.services().get(name).get("environment")))
                    .as(name)
                    .containsEntry("LOADSTREAM_LAKE_ENDPOINT", "https://s3.example.com")
                    .containsEntry("LOADSTREAM_LAKE_REGION", "eu-west-1")
                    .containsEntry("LOADSTREAM_LAKE_BUCKET", "of-ours")
                    .containsEntry("LOADSTREAM_LAKE_ACCESS_KEY", environment.get("LAKE_ACCESS_KEY"))
                    .containsEntry("LOADSTREAM_LAKE_SECRET_KEY", environment.get("LAKE_SECRET_KEY"));
        }
    }

    @Test
    void severalEnginesShareNeitherAPortNorAName() {
        // Given
        ComposeFile scaled = ComposeFile.read(Repository.ROOT.resolve("deploy/compose/scale.yml"), environment);

        for (String engine : List.of("decision-engine", "decision-engine-native")) {
            // Then each has any free port, and goes by its container's name, which the engine itself puts in
            assertThat(texts(scaled.services().get(engine).get("ports")))
                    .as(engine)
                    .containsExactly("127.0.0.1::8080");
            assertThat(map(compose.services().get(engine).get("environment")))
                    .as(engine)
                    .containsEntry("LOADSTREAM_ENGINE_INSTANCE_ID", "${HOSTNAME}");
        }
    }

    @Test
    void severalEnginesAreScrapedOneByOne() throws Exception {
        // Given
        Path config = Repository.ROOT.resolve("deploy/compose/prometheus-scaled.yml");
        ComposeFile scaled = ComposeFile.read(Repository.ROOT.resolve("deploy/compose/scale.yml"), environment);

        // Then
        assertThat(texts(scaled.services().get("prometheus").get("volumes")))
                .containsExactly("./deploy/compose/prometheus-scaled.yml:/etc/prometheus/prometheus.yml:ro");
        assertThat(Files.readString(config)).contains("names: [" + String.join(", ", SERVICES) + "]");
        Tool.named("promtool", "PROMTOOL").run("check", "config", "--syntax-only", config.toString());
    }

    private static int run(Path env) throws IOException, InterruptedException {
        Path script = Repository.ROOT.resolve("deploy/compose/init-env");
        return new ProcessBuilder(script.toString(), env.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
