package io.loadstream.etl.run;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What runs did, for whoever watches. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    /** Milliseconds since 1970; the start of this process until a run succeeds. */
    private final AtomicLong lastSuccess = new AtomicLong(clock.millis());

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("loadstream.etl.seconds.since.success", this, RunMetrics::secondsSinceSuccess);
    }

    void count(RunReport run) {
        run.events()
                .forEach((topic, events) -> registry.counter("loadstream.etl.events", "topic", topic)
                        .increment(events));
        run.rows()
                .forEach((table, rows) ->
                        registry.counter("loadstream.etl.rows", "table", table).increment(rows));
        registry.counter("loadstream.etl.rejected").increment(run.rejected());
        registry.timer("loadstream.etl.runs", "status", run.status().name())
                .record(Duration.ofMillis(Math.round(run.seconds() * 1000)));
        if (run.status() == RunReport.Status.SUCCEEDED) {
            lastSuccess.set(clock.millis());
        }
    }

    private double secondsSinceSuccess() {
        return (clock.millis() - lastSuccess.get()) / 1000.0;
    }
}
