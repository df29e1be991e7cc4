package io.loadstream.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Whether and how records are followed; each service's {@code application.yaml} gives the defaults and units. */
@ConfigMapping(prefix = "loadstream.tracing")
public interface TracingConfig {

    /** Where spans are sent, OTLP over HTTP, with its path. Without one nothing is followed. */
    Optional<URI> endpoint();

    /** Share of new records that are followed, 0 to 1. What comes with a trace is followed always. */
    @WithDefault("0.01")
    double share();
}
