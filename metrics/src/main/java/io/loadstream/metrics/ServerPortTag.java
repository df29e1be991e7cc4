package io.loadstream.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Gives the meters of a server on a free port the tag that those of a server on a fixed port have. Quarkus leaves it out
 * for port 0, Prometheus refuses a name with different tags, and a service whose API and management ports are of either
 * kind would never open the second one.
 */
@Singleton
public class ServerPortTag implements MeterFilter {

    /** The value for a port that the system chose. */
    static final Tag FREE = Tag.of("server.port", "0");

    private static final Set<String> METERS = Set.of(
            "http.server.bytes.read",
            "http.server.bytes.written",
            "http.server.connections",
            "http.server.active.connections",
            "http.server.active.requests",
            "http.server.errors");

    @Override
    public Meter.Id map(Meter.Id id) {
        return METERS.contains(id.getName()) && id.getTag(FREE.getKey()) == null ? id.withTag(FREE) : id;
    }
}
