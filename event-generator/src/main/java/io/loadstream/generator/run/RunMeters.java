package io.loadstream.generator.run;

import io.loadstream.domain.event.Topic;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** The figures of the run under way; counters begin anew with each run. */
@ApplicationScoped
class RunMeters {

    private final MeterRegistry registry;

    RunMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Runs runs) {
        for (Topic topic : Topic.inputs()) {
            FunctionCounter.builder(
                            "loadstream.generator.records",
                            runs,
                            all -> all.status().produced().getOrDefault(topic.topicName(), 0L))
                    .tag("topic", topic.topicName())
                    .description("Records that the broker has acknowledged")
                    .register(registry);
        }
        FunctionCounter.builder(
                        "loadstream.generator.dead.letters",
                        runs,
                        all -> all.status().deadLetters())
                .description("Lines that were no events")
                .register(registry);
        Gauge.builder("loadstream.generator.engine.lag.seconds", runs, Runs::engineLagSeconds)
                .description("Event seconds by which the simulated clock is ahead of the engine")
                .register(registry);
        Gauge.builder("loadstream.generator.progress", runs, all -> all.status().progress())
                .description("Part of the run that is done, from 0 to 1")
                .register(registry);
    }
}
