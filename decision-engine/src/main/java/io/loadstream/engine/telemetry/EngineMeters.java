package io.loadstream.engine.telemetry;

import io.loadstream.domain.flight.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The engine's meters. Updated once a transaction, not once an event. */
@ApplicationScoped
public class EngineMeters {

    private final MeterRegistry registry;
    private final Map<Fate, Counter> events = new EnumMap<>(Fate.class);
    private final Counter deadLetters;
    private final Counter jumps;
    private final Counter failures;
    private final Timer process;
    private final Timer commit;
    private final Timer restore;
    private final Timer latency;
    private final DistributionSummary records;
    private final AtomicLong flights;
    private volatile long lagRecords;
    private volatile double lagSeconds;

    EngineMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Fate fate : Fate.values()) {
            events.put(
                    fate,
                    Counter.builder("loadstream.engine.events")
                            .description("Input events by what became of them")
                            .tag("fate", fate.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        deadLetters = Counter.builder("loadstream.engine.dead.letters")
                .description("Records that could not be taken and went to the dead-letter topic")
                .register(registry);
        jumps = Counter.builder("loadstream.engine.time.jumps")
                .description("Events whose time lay too far from their partition's for both to be believed")
                .register(registry);
        failures = Counter.builder("loadstream.engine.restarts")
                .description("Times that the loop lost its clients and started over")
                .register(registry);
        process = transactionTimer("apply", "Time to apply a transaction's records");
        commit = transactionTimer("commit", "Time for a transaction's end on the broker");
        restore = Timer.builder("loadstream.engine.restore")
                .description("Time to restore the state of newly assigned partitions")
                .serviceLevelObjectives(
                        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2))
                .register(registry);
        latency = Timer.builder("loadstream.engine.decision.latency")
                .description("From the production of the record that caused a decision until readers see the decision")
                .serviceLevelObjectives(
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
        records = DistributionSummary.builder("loadstream.engine.transaction.records")
                .description("Records that one transaction took in")
                .serviceLevelObjectives(1, 10, 100, 1_000, 10_000)
                .register(registry);
        flights = registry.gauge("loadstream.engine.flights", new AtomicLong());
        Gauge.builder("loadstream.engine.lag.records", () -> lagRecords)
                .description("Records that wait in the input topics for this engine")
                .register(registry);
        Gauge.builder("loadstream.engine.lag", () -> lagSeconds)
                .description("Time that the record that waits longest has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    /** @param seconds since the engine could last decide */
    public void unready(Supplier<Number> seconds) {
        Gauge.builder("loadstream.engine.unready", seconds)
                .description("Time since the engine could last decide, 0 while it can")
                .baseUnit("seconds")
                .register(registry);
    }

    private Timer transactionTimer(String phase, String description) {
        return Timer.builder("loadstream.engine.transaction")
                .description(description)
                .tag("phase", phase)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
    }

    public void events(Fate fate, long count) {
        events.get(fate).increment(count);
    }

    /** @param rule empty where no rule is concerned */
    public void decisions(String outcome, String rule, long count) {
        registry.counter("loadstream.engine.decisions", "outcome", outcome, "rule", rule)
                .increment(count);
    }

    /** @param millis by the clocks of the producer and of this machine, which may differ */
    public void decided(long millis) {
        latency.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }

    public void deadLetters(long count) {
        deadLetters.increment(count);
    }

    public void jumps(long count) {
        jumps.increment(count);
    }

    public void committed(int recordCount, long processNanos, long commitNanos, long flightCount) {
        records.record(recordCount);
        process.record(processNanos, TimeUnit.NANOSECONDS);
        commit.record(commitNanos, TimeUnit.NANOSECONDS);
        flights.set(flightCount);
    }

    public void lag(long records, double seconds) {
        lagRecords = records;
        lagSeconds = seconds;
    }

    public void restored(long millis) {
        restore.record(millis, TimeUnit.MILLISECONDS);
    }

    public void failed() {
        failures.increment();
    }
}
