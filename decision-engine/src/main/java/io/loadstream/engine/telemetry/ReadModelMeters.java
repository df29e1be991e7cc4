package io.loadstream.engine.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** The meters of what is written to Redis. */
@ApplicationScoped
public class ReadModelMeters {

    private final Counter written;
    private final Counter failures;
    private volatile int waiting;

    ReadModelMeters(MeterRegistry registry) {
        written = Counter.builder("loadstream.engine.readmodel.written")
                .description("Flights written to Redis")
                .register(registry);
        failures = Counter.builder("loadstream.engine.readmodel.failures")
                .description("Times that Redis could not be written")
                .register(registry);
        Gauge.builder("loadstream.engine.readmodel.waiting", () -> waiting)
                .description("Flights whose last change Redis does not have yet")
                .register(registry);
    }

    public void written(int flights) {
        written.increment(flights);
    }

    public void failed() {
        failures.increment();
    }

    public void waiting(int flights) {
        waiting = flights;
    }

    public int waiting() {
        return waiting;
    }
}
