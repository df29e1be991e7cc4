package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.loadstream.checks.Repository;
import io.loadstream.domain.event.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

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

    private static final Map<String, List<HasMetadata>> RENDERED = new HashMap<>();

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

    @ParameterizedTest
    @CsvSource({
        "base/decision-engine.yaml, periodSeconds: 10, periodSecond",
        "overlays/production/scaling.yaml, maxReplicaCount:, maxReplicas",
        "overlays/production/scaling.yaml, lagThreshold: \"50000\", lagThreshold: 50000",
        "overlays/production/scaling.yaml, key: lag-username, keys",
        "options/monitoring/service-monitor.yaml, interval:, scrapeInterval",
        "options/monitoring/rules.yaml, expr:, expression"
    })
    void aSlipIsFound(String file, String right, String wrong) {
        // Given
        String yaml = Repository.read(FOLDER.resolve(file));
        String slip = wrong.contains(":") ? wrong : wrong + right.substring(right.indexOf(':'));

        // Then
        assertThat(yaml).contains(right);
        assertThatThrownBy(() -> Manifests.read(yaml.replace(right, slip)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(wrong.split(":")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/kind", "overlays/production"})
    void whatIsNotAllowedIsForbiddenAndPodsAreRestricted(String overlay) throws Exception {
        // Given
        List<HasMetadata> resources = rendered(overlay);

        // When
        NetworkPolicy everything = only(resources, NetworkPolicy.class, "default-deny");
        Namespace namespace = only(resources, Namespace.class, "loadstream");

        // Then it is about all pods, and lets nothing in and nothing out but to the name service
        assertThat(everything.getSpec().getPodSelector()).isEqualTo(new LabelSelector());
        assertThat(everything.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(everything.getSpec().getIngress()).isEmpty();
        assertThat(everything.getSpec().getEgress()).hasSize(1);
        assertThat(everything.getSpec().getEgress().getFirst().getPorts())
                .allSatisfy(port -> assertThat(port.getPort().getIntVal()).isEqualTo(53));
        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        resources.stream()
                .filter(resource -> !(resource instanceof Namespace))
                .forEach(resource -> assertThat(resource.getMetadata().getNamespace())
                        .as(resource.getMetadata().getName())
                        .isEqualTo("loadstream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decision-engine", "lake-archiver"})
    void anEvictionTakesOneAtATime(String service) throws Exception {
        // When
        PodDisruptionBudget budget = only(rendered("overlays/production"), PodDisruptionBudget.class, service);

        // Then
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(name(budget.getSpec().getSelector().getMatchLabels())).isEqualTo(service);
    }

    @Test
    void whoHasNoApiOpensNoPortForOne() throws Exception {
        // Given
        List<HasMetadata> resources = rendered("base");

        // Then
        assertThat(only(resources, Service.class, "lake-archiver").getSpec().getPorts())
                .extracting(ServicePort::getName)
                .containsExactly("management");
        assertThat(only(resources, NetworkPolicy.class, "lake-archiver")
                        .getSpec()
                        .getIngress())
                .hasSize(1)
                .allSatisfy(
                        rule -> assertThat(rule.getPorts().getFirst().getPort().getIntVal())
                                .isEqualTo(9000));
    }

    @Test
    void theScalerAsksForTheEnginesOwnLagAndStartsNoMoreThanThereArePartitions() throws Exception {
        // Given
        List<HasMetadata> resources = rendered("overlays/production");
        JsonNode scaler = Serialization.jsonMapper()
                .valueToTree(only(resources, HasMetadata.class, "ScaledObject", "decision-engine"));
        JsonNode trigger = scaler.at("/spec/triggers/0");
        Map<String, Object> engine = new Yaml()
                .load(Repository.read(Repository.ROOT.resolve("decision-engine/src/main/resources/application.yaml")));
        ConfigMap config = only(resources, ConfigMap.class, "loadstream");

        // Then
        assertThat(Repository.read(Repository.ROOT.resolve("deploy/compose/create-topics.sh")))
                .contains("partitions=${PARTITIONS:-"
                        + scaler.at("/spec/maxReplicaCount").asInt() + "}");
        assertThat(scaler.at("/spec/scaleTargetRef/name").asText()).isEqualTo("decision-engine");
        assertThat(scaler.at("/spec/scaleTargetRef/kind").asText()).isEqualTo("StatefulSet");
        assertThat(trigger.at("/metadata/consumerGroup").asText())
                .isEqualTo(ComposeFile.map(
                                ComposeFile.map(engine.get("loadstream")).get("engine"))
                        .get("group"));
        assertThat(trigger.at("/metadata/topic").asText()).isEqualTo(Topic.BOOKINGS.topicName());
        assertThat(trigger.at("/metadata/bootstrapServers").asText())
                .isEqualTo(config.getData().get("KAFKA_BOOTSTRAP_SERVERS"));
        JsonNode authentication = Serialization.jsonMapper()
                .valueToTree(only(
                        resources,
                        HasMetadata.class,
                        "TriggerAuthentication",
                        trigger.at("/authenticationRef/name").asText()));
        assertThat(authentication.at("/spec/secretTargetRef"))
                .hasSize(3)
                .allSatisfy(secret ->
                        assertThat(SECRETS).contains(secret.at("/name").asText()));
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
        Map<String, ConfigMap> configMaps = new HashMap<>();
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

    private static <R extends HasMetadata> R only(List<HasMetadata> resources, Class<R> type, String name) {
        return only(resources, type, type.getSimpleName(), name);
    }

    private static <R extends HasMetadata> R only(
            List<HasMetadata> resources, Class<R> type, String kind, String name) {
        List<R> found = resources.stream()
                .filter(resource -> resource.getKind().equals(kind))
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .map(type::cast)
                .toList();
        assertThat(found).as(kind + "/" + name).hasSize(1);
        return found.getFirst();
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
        if (!RENDERED.containsKey(overlay)) {
            Tool kubectl = Tool.named("kubectl", "KUBECTL");
            RENDERED.put(
                    overlay,
                    Manifests.read(
                            kubectl.run("kustomize", FOLDER.resolve(overlay).toString())));
        }
        return RENDERED.get(overlay);
    }
}
