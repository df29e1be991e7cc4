package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.loadstream.checks.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Path FOLDER = Repository.ROOT.resolve("deploy/k8s");

    /** Secrets that are made outside: deploy/k8s/README.md lists them. */
    private static final Set<String> SECRETS = Set.of(
            "loadstream-lake",
            "loadstream-warehouse",
            "loadstream-redis",
            "loadstream-api",
            "loadstream-grafana",
            "loadstream-kafka",
            "loadstream-ca");

    static Stream<Path> sources() {
        return Repository.files(".yaml").stream()
                .filter(file -> file.startsWith(FOLDER))
                .filter(file -> !file.endsWith("kustomization.yaml") && !file.endsWith("cluster.yaml"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyFieldIsOneThatKubernetesKnows(Path file) {
        assertThat(Manifests.read(Repository.read(file))).isNotEmpty();
    }

    @Test
    void anUnknownFieldIsFound() {
        // Given
        String yaml = Repository.read(FOLDER.resolve("base/decision-engine.yaml"));

        // Then
        assertThatThrownBy(() -> Manifests.read(yaml.replace("periodSeconds: 10", "periodSecond: 10")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("periodSecond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/kind", "overlays/production"})
    void everyPodIsRestrictedLimitedAndPinned(String overlay) throws Exception {
        for (HasMetadata resource : rendered(overlay)) {
            if (Manifests.pods(resource).isEmpty()) {
                continue;
            }
            String name = resource.getKind() + "/" + resource.getMetadata().getName();
            PodSpec pod = Manifests.pods(resource).orElseThrow().getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).as(name).isFalse();
            assertThat(pod.getEnableServiceLinks()).as(name).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).as(name).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).as(name).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            for (Container container : pod.getContainers()) {
                assertThat(container.getImage()).as(name).matches("[a-z0-9./-]+:[A-Za-z0-9][\\w.-]+");
                assertThat(container.getImage()).as(name).doesNotContain(":latest");
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .as(name)
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .as(name)
                        .containsExactly("ALL");
                assertThat(container.getResources().getLimits()).as(name).containsKeys("cpu", "memory");
                assertThat(container.getResources().getRequests()).as(name).containsKeys("cpu", "memory");
                if (!(resource instanceof Job)) {
                    assertThat(container.getReadinessProbe()).as(name).isNotNull();
                    assertThat(container.getLivenessProbe()).as(name).isNotNull();
                }
                if (container.getImage().contains("loadstream/")) {
                    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .as(name)
                            .isTrue();
                    assertThat(container.getStartupProbe()).as(name).isNotNull();
                    assertThat(pod.getTerminationGracePeriodSeconds()).as(name).isGreaterThanOrEqualTo(15);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/kind", "overlays/production"})
    void whateverIsReferredToIsThere(String overlay) throws Exception {
        // Given
        List<HasMetadata> resources = rendered(overlay);
        Map<String, ConfigMap> configMaps = new java.util.HashMap<>();
        Set<String> names = new HashSet<>();
        for (HasMetadata resource : resources) {
            assertThat(names.add(
                            resource.getKind() + "/" + resource.getMetadata().getName()))
                    .isTrue();
            if (resource instanceof ConfigMap map) {
                configMaps.put(map.getMetadata().getName(), map);
            }
        }

        // Then
        for (HasMetadata resource : resources) {
            Manifests.pods(resource).ifPresent(template -> {
                String name = resource.getKind() + "/" + resource.getMetadata().getName();
                PodSpec pod = template.getSpec();
                for (Container container : pod.getContainers()) {
                    container.getEnv().forEach(variable -> assertResolves(name, variable, configMaps));
                }
                for (Volume volume : pod.getVolumes()) {
                    if (volume.getConfigMap() != null
                            && !Boolean.TRUE.equals(volume.getConfigMap().getOptional())) {
                        assertThat(configMaps)
                                .as(name)
                                .containsKey(volume.getConfigMap().getName());
                    }
                    if (volume.getSecret() != null) {
                        assertThat(SECRETS).as(name).contains(volume.getSecret().getSecretName());
                    }
                }
                if (pod.getServiceAccountName() != null) {
                    assertThat(names).contains("ServiceAccount/" + pod.getServiceAccountName());
                }
            });
        }
    }

    @Test
    void everyArrowInTheClusterIsAllowedAtBothEnds() throws Exception {
        // Given
        List<HasMetadata> resources = rendered("overlays/kind");
        Set<String> pods = new HashSet<>();
        Set<String> out = new HashSet<>();
        Set<String> in = new HashSet<>();
        for (HasMetadata resource : resources) {
            Manifests.pods(resource)
                    .ifPresent(pod -> pods.add(name(pod.getMetadata().getLabels())));
            if (resource instanceof NetworkPolicy policy
                    && policy.getSpec().getPodSelector().getMatchLabels() != null) {
                String self = name(policy.getSpec().getPodSelector().getMatchLabels());
                policy.getSpec()
                        .getEgress()
                        .forEach(rule -> rule.getTo()
                                .forEach(peer -> add(
                                        out,
                                        self + " -> ",
                                        peer.getPodSelector().getMatchLabels(),
                                        "",
                                        pods)));
                policy.getSpec()
                        .getIngress()
                        .forEach(rule -> rule.getFrom()
                                .forEach(peer ->
                                        add(in, "", peer.getPodSelector().getMatchLabels(), " -> " + self, pods)));
            }
        }

        // Then
        assertThat(out).isEqualTo(in);
        assertThat(out)
                .contains(
                        "decision-engine -> kafka",
                        "kafka -> kafka",
                        "lake-archiver -> object-store",
                        "etl-service -> postgres",
                        "grafana -> postgres")
                .doesNotContain(
                        "decision-engine -> postgres", "event-generator -> object-store", "etl-service -> kafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/kind", "overlays/production"})
    void everySelectorFindsPods(String overlay) throws Exception {
        // Given
        List<HasMetadata> resources = rendered(overlay);
        List<Map<String, String>> pods = resources.stream()
                .flatMap(resource -> Manifests.pods(resource).stream())
                .map(pod -> pod.getMetadata().getLabels())
                .toList();

        for (HasMetadata resource : resources) {
            // When
            Optional<LabelSelector> selector = Manifests.selector(resource);

            // Then
            selector.ifPresent(one -> assertThat(pods)
                    .as(resource.getKind() + "/" + resource.getMetadata().getName() + " " + one)
                    .anyMatch(labels -> Manifests.selects(one, labels)));
        }
    }

    @Test
    void productionIsScrapedByThePrometheusOfTheCluster() throws Exception {
        // Given
        List<HasMetadata> resources = rendered("overlays/production");
        NetworkPolicy scrape = resources.stream()
                .filter(resource -> resource.getMetadata().getName().equals("scrape"))
                .map(NetworkPolicy.class::cast)
                .findAny()
                .orElseThrow();

        // Then
        for (HasMetadata resource : resources) {
            Manifests.pods(resource)
                    .ifPresent(pod -> assertThat(Manifests.selects(
                                    scrape.getSpec().getPodSelector(),
                                    pod.getMetadata().getLabels()))
                            .as(resource.getMetadata().getName())
                            .isTrue());
        }
    }

    @Test
    void anApplyLeavesTheNumberOfEnginesToTheScaler() throws Exception {
        // When
        StatefulSet engine = rendered("overlays/production").stream()
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .filter(set -> set.getMetadata().getName().equals("decision-engine"))
                .findAny()
                .orElseThrow();

        // Then
        assertThat(engine.getSpec().getReplicas()).isNull();
    }

    @Test
    void everyPodInTheClusterIsScrapedByItself() throws Exception {
        // Given
        List<HasMetadata> resources = rendered("overlays/kind");
        String config = resources.stream()
                .filter(ConfigMap.class::isInstance)
                .map(map -> ((ConfigMap) map).getData().get("prometheus.yml"))
                .filter(Objects::nonNull)
                .findAny()
                .orElseThrow();

        // When
        List<String> asked = new ArrayList<>();
        Serialization.yamlMapper()
                .readTree(config)
                .at("/scrape_configs/0/dns_sd_configs/0/names")
                .forEach(name -> asked.add(name.asText()));

        // Then they are names that stand for pods, not for one address before them
        assertThat(asked).hasSize(4);
        for (HasMetadata resource : resources) {
            if (resource instanceof Service service
                    && asked.remove(service.getMetadata().getName())) {
                assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
                assertThat(service.getMetadata().getName())
                        .isEqualTo(name(service.getSpec().getSelector()) + "-pods");
            }
        }
        assertThat(asked).isEmpty();
    }

    private static void add(
            Set<String> arrows, String before, Map<String, String> peer, String after, Set<String> pods) {
        String name = name(peer);
        // Labels for readers from outside, and the name service, are no pods of ours.
        if (name != null && !name.isEmpty()) {
            arrows.add(before + name + after);
        }
    }

    private static String name(Map<String, String> labels) {
        return labels.get("app.kubernetes.io/name");
    }

    private static void assertResolves(String where, EnvVar variable, Map<String, ConfigMap> configMaps) {
        if (variable.getValueFrom() == null) {
            return;
        }
        if (variable.getValueFrom().getConfigMapKeyRef() != null) {
            var reference = variable.getValueFrom().getConfigMapKeyRef();
            assertThat(configMaps).as(where).containsKey(reference.getName());
            assertThat(configMaps.get(reference.getName()).getData()).as(where).containsKey(reference.getKey());
        }
        if (variable.getValueFrom().getSecretKeyRef() != null) {
            assertThat(SECRETS)
                    .as(where)
                    .contains(variable.getValueFrom().getSecretKeyRef().getName());
        }
    }

    /** What {@code kubectl apply -k} would send. */
    private static List<HasMetadata> rendered(String overlay) throws IOException, InterruptedException {
        Tool kubectl = Tool.named("kubectl", "KUBECTL");
        return Manifests.read(kubectl.run("kustomize", FOLDER.resolve(overlay).toString()));
    }
}
