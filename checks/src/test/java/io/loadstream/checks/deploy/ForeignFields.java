package io.loadstream.checks.deploy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.Yaml;

/** The fields that the manifests use of kinds that others define: a name that is not here is taken for a slip. */
final class ForeignFields {

    private static final Map<String, Set<String>> KNOWN = Map.of(
            "ScaledObject",
            Set.of(
                    "scaleTargetRef.apiVersion",
                    "scaleTargetRef.kind",
                    "scaleTargetRef.name",
                    "minReplicaCount",
                    "maxReplicaCount",
                    "pollingInterval",
                    "cooldownPeriod",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.stabilizationWindowSeconds",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies.type",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies.value",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleUp.policies.periodSeconds",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.type",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.value",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.periodSeconds",
                    "triggers.type",
                    "triggers.metadata.bootstrapServers",
                    "triggers.metadata.consumerGroup",
                    "triggers.metadata.topic",
                    "triggers.metadata.lagThreshold",
                    "triggers.metadata.activationLagThreshold",
                    "triggers.metadata.allowIdleConsumers",
                    "triggers.metadata.excludePersistentLag",
                    "triggers.metadata.sasl",
                    "triggers.metadata.tls",
                    "triggers.authenticationRef.name"),
            "TriggerAuthentication",
            Set.of("secretTargetRef.parameter", "secretTargetRef.name", "secretTargetRef.key"),
            "ServiceMonitor",
            Set.of(
                    "selector.matchExpressions.key",
                    "selector.matchExpressions.operator",
                    "selector.matchExpressions.values",
                    "endpoints.port",
                    "endpoints.path",
                    "endpoints.interval",
                    "endpoints.relabelings.targetLabel",
                    "endpoints.relabelings.replacement",
                    "endpoints.relabelings.sourceLabels"),
            "PrometheusRule",
            Set.of(
                    "groups.name",
                    "groups.rules.alert",
                    "groups.rules.expr",
                    "groups.rules.for",
                    "groups.rules.labels.severity",
                    "groups.rules.annotations.summary",
                    "groups.rules.annotations.description",
                    "groups.rules.annotations.runbook"));

    private ForeignFields() {}

    /** @throws AssertionError on a field of its specification that is not known, or a kind that is not */
    static void refuseUnknown(String name, String document) {
        Map<String, Object> resource = new Yaml().load(document);
        Set<String> known = KNOWN.get(resource.get("kind"));
        if (known == null || !(resource.get("spec") instanceof Map)) {
            throw new AssertionError(name + " is of a kind that is not known here, or specifies nothing");
        }
        visit("", resource.get("spec"), (path, value) -> {
            if (!known.contains(path)) {
                throw new AssertionError(name + " has an unknown field: " + path);
            }
            // KEDA takes texts here, and the API server refuses anything else.
            if (path.startsWith("triggers.metadata.") && !(value instanceof String)) {
                throw new AssertionError(name + " has to have a text at " + path + ": " + value);
            }
        });
    }

    /** Each leaf by its path; a list adds nothing to it. */
    private static void visit(String path, Object value, BiConsumer<String, Object> leaf) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, entry) -> visit(path.isEmpty() ? "" + key : path + "." + key, entry, leaf));
            case Collection<?> values -> values.forEach(entry -> visit(path, entry, leaf));
            case null, default -> leaf.accept(path, value);
        }
    }
}
