package io.loadstream.tracing;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Gives the service its tracing as it is configured. */
final class TracingOfService {

    private static final Logger LOG = Logger.getLogger(Tracing.class);

    private static final Duration SEND_EVERY = Duration.ofSeconds(2);

    @Produces
    @Singleton
    Tracing tracing(TracingConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        return config.endpoint()
                .map(endpoint -> start(endpoint, service, config.share()))
                .orElse(Tracing.OFF);
    }

    /** Spans wait in a bounded queue; those that find it full are left out, never waited for. */
    private static Tracing start(URI endpoint, String service, double share) {
        LOG.infof("Spans go to %s", endpoint);
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        return Tracing.to(
                BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SEND_EVERY)
                        .build(),
                service,
                share);
    }

    void end(@Disposes Tracing tracing) {
        tracing.close();
    }
}
