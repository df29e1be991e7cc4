package io.loadstream.local.run;

import java.util.Map;

/**
 * How the pipeline is to run.
 *
 * @param policy name of a preset, or path of a policy file
 * @param partitions of each topic that is keyed by flight, positive
 * @param extra further environment variables of a service, over what the launcher sets
 */
public record PipelineSettings(Feed feed, String policy, int partitions, Map<Service, Map<String, String>> extra) {

    public static final int DEFAULT_PARTITIONS = 12;

    public PipelineSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be positive: " + partitions);
        }
        extra = Map.copyOf(extra);
    }

    public static PipelineSettings of(Feed feed, String policy) {
        return new PipelineSettings(feed, policy, DEFAULT_PARTITIONS, Map.of());
    }

    /** The same with {@code environment} added to what the launcher sets for {@code service}. */
    public PipelineSettings with(Service service, Map<String, String> environment) {
        Map<Service, Map<String, String>> more = new java.util.EnumMap<>(Service.class);
        more.putAll(extra);
        more.put(service, environment);
        return new PipelineSettings(feed, policy, partitions, more);
    }
}
