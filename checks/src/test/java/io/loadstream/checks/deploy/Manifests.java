package io.loadstream.checks.deploy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Kubernetes resources, read as strictly as the API server reads them. */
final class Manifests {

    /** Kinds that the cluster's own API does not know. */
    private static final List<String> FOREIGN = List.of("keda.sh/", "monitoring.coreos.com/");

    private Manifests() {}

    /** @throws AssertionError on a field that the resource's type does not have */
    static List<HasMetadata> read(String yaml) {
        List<HasMetadata> resources = new ArrayList<>();
        for (String document : yaml.split("(?m)^---\\s*$")) {
            if (document.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
                continue;
            }
            HasMetadata resource = Serialization.unmarshal(document);
            String name = resource.getKind() + "/" + resource.getMetadata().getName();
            if (FOREIGN.stream().anyMatch(resource.getApiVersion()::startsWith)) {
                ForeignFields.refuseUnknown(name, document);
            } else {
                refuseUnknown(name, resource);
            }
            resources.add(resource);
        }
        return resources;
    }

    static Optional<PodTemplateSpec> pods(HasMetadata resource) {
        return switch (resource) {
            case Deployment deployment -> Optional.of(deployment.getSpec().getTemplate());
            case StatefulSet set -> Optional.of(set.getSpec().getTemplate());
            case Job job -> Optional.of(job.getSpec().getTemplate());
            default -> Optional.empty();
        };
    }

    /** Which pods of its namespace it is about, where it is about any. */
    static Optional<LabelSelector> selector(HasMetadata resource) {
        return switch (resource) {
            case Service service ->
                Optional.of(new LabelSelector(List.of(), service.getSpec().getSelector()));
            case NetworkPolicy policy -> Optional.of(policy.getSpec().getPodSelector());
            case PodDisruptionBudget budget -> Optional.of(budget.getSpec().getSelector());
            case Deployment deployment -> Optional.of(deployment.getSpec().getSelector());
            case StatefulSet set -> Optional.of(set.getSpec().getSelector());
            default -> Optional.empty();
        };
    }

    /** Whether the API server would count a pod with these labels; knows the operators that the manifests use. */
    static boolean selects(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> exact = Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
        return labels.entrySet().containsAll(exact.entrySet())
                && selector.getMatchExpressions().stream().allMatch(expression -> {
                    if (!expression.getOperator().equals("In")) {
                        throw new AssertionError("not understood: " + expression);
                    }
                    return expression.getValues().contains(labels.get(expression.getKey()));
                });
    }

    /** The model keeps what it does not know in {@code additionalProperties}. */
    private static void refuseUnknown(String where, Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, entry) -> refuseUnknown(where + "." + key, entry));
            case Collection<?> values -> values.forEach(entry -> refuseUnknown(where + "[]", entry));
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8")) {
                    refuseUnknownFields(where, value);
                }
            }
        }
    }

    private static void refuseUnknownFields(String where, Object value) {
        for (Method method : value.getClass().getMethods()) {
            if (!method.getName().startsWith("get") || method.getParameterCount() > 0) {
                continue;
            }
            Object field;
            try {
                field = method.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                continue;
            }
            if (method.getName().equals("getAdditionalProperties")) {
                if (!((Map<?, ?>) field).isEmpty()) {
                    throw new AssertionError(where + " has unknown fields: " + field);
                }
            } else if (field != value) {
                refuseUnknown(where + "." + method.getName().substring(3), field);
            }
        }
    }
}
