package io.loadstream.local.run;

import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.lake.LakeSettings;
import java.util.HashMap;
import java.util.Map;

/** How each service is told of the parts, and how it is set for a run on one machine: environment variables only. */
final class ServiceEnvironments {

    private ServiceEnvironments() {}

    static Map<String, String> of(Service service, Parts parts, PipelineSettings settings) {
        Map<String, String> environment = new HashMap<>();
        // We ask until it is ready: that it is not yet need not be in its log each time.
        environment.put("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "WARN");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", parts.kafka().bootstrapServers());
        environment.putAll(
                switch (service) {
                    case EVENT_GENERATOR -> settings.feed().environment();
                    case DECISION_ENGINE -> engine(parts, settings);
                    case LAKE_ARCHIVER -> archiver(parts);
                    case ETL_SERVICE -> etl(parts);
                });
        environment.putAll(settings.extra().getOrDefault(service, Map.of()));
        return environment;
    }

    private static Map<String, String> engine(Parts parts, PipelineSettings settings) {
        return Map.of(
                "LOADSTREAM_ENGINE_POLICY",
                settings.policy(),
                "LOADSTREAM_ENGINE_REDIS_ENABLED",
                "true",
                "QUARKUS_REDIS_HOSTS",
                parts.redis().url());
    }

    private static Map<String, String> archiver(Parts parts) {
        Map<String, String> environment = lake(parts);
        environment.put("LOADSTREAM_ARCHIVER_MAX_AGE", "3s");
        // One such file is in its memory while it compacts.
        environment.put("LOADSTREAM_ARCHIVER_COMPACT_TARGET_BYTES", "8388608");
        return environment;
    }

    private static Map<String, String> etl(Parts parts) {
        Map<String, String> environment = lake(parts);
        environment.put("LOADSTREAM_ETL_CONNECTIONS", "2");
        // Days pass in minutes.
        environment.put("LOADSTREAM_ETL_EVALUATE_EVERY", "1m");
        EmbeddedPostgres postgres = parts.postgres();
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + postgres.reactiveUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", EmbeddedPostgres.USER);
        environment.put("QUARKUS_DATASOURCE_PASSWORD", EmbeddedPostgres.PASSWORD);
        return environment;
    }

    private static Map<String, String> lake(Parts parts) {
        LakeSettings lake = parts.lake();
        Map<String, String> environment = new HashMap<>();
        environment.put("LOADSTREAM_LAKE_ENDPOINT", lake.endpoint().toString());
        environment.put("LOADSTREAM_LAKE_REGION", lake.region());
        environment.put("LOADSTREAM_LAKE_BUCKET", lake.bucket());
        environment.put("LOADSTREAM_LAKE_ACCESS_KEY", lake.accessKey());
        environment.put("LOADSTREAM_LAKE_SECRET_KEY", lake.secretKey());
        return environment;
    }
}
