package io.loadstream.etl.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What runs did, for whoever watches. */
@ApplicationScoped
class RunMetrics {

    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final Counter failedEstimates;
    private final Counter failedExports;
    /** Dates of departure whose gold tables are out of date; -1 before this process has looked. */
    private final AtomicLong goldWaiting = new AtomicLong(-1);

    /** Milliseconds since 1970; the start of this process until a run succeeds. */
    private final AtomicLong lastSuccess = new AtomicLong(clock.millis());

    /** Broker timestamp of the newest record that this process has loaded, epoch milliseconds; 0 before the first. */
    private final AtomicLong newestLoaded = new AtomicLong();

    RunMetrics(MeterRegistry registry) {
        this.registry = registry;
        // From the start: what counts how a series grows does not see its first value.
        timer(RunReport.Status.SUCCEEDED);
        timer(RunReport.Status.FAILED);
        failedEstimates = Counter.builder("loadstream.etl.estimates.failed")
                .description("Estimates of what promotions were worth that could not be made")
                .register(registry);
        failedExports = Counter.builder("loadstream.etl.gold.failed")
                .description("Exports of the gold tables that failed")
                .register(registry);
        Gauge.builder("loadstream.etl.gold.waiting", () -> goldWaiting.get() < 0 ? Double.NaN : goldWaiting.get())
                .description("Dates of departure whose gold tables are out of date, as of the last export")
                .register(registry);
        registry.gauge("loadstream.etl.seconds.since.success", this, RunMetrics::secondsSinceSuccess);
        Gauge.builder("loadstream.etl.newest.age", this, RunMetrics::newestAgeSeconds)
                .description("Age of the newest record in the warehouse, by its broker timestamp")
                .baseUnit("seconds")
                .register(registry);
    }

    void count(RunReport run) {
        run.events()
                .forEach((topic, events) -> registry.counter("loadstream.etl.events", "topic", topic)
                        .increment(events));
        run.rows()
                .forEach((table, rows) ->
                        registry.counter("loadstream.etl.rows", "table", table).increment(rows));
        registry.counter("loadstream.etl.rejected").increment(run.rejected());
        timer(run.status()).record(Duration.ofMillis(Math.round(run.seconds() * 1000)));
        if (run.status() == RunReport.Status.SUCCEEDED) {
            lastSuccess.set(clock.millis());
        }
    }

    private Timer timer(RunReport.Status status) {
        return registry.timer("loadstream.etl.runs", "status", status.name());
    }

    void estimateFailed() {
        failedEstimates.increment();
    }

    void goldFailed() {
        failedExports.increment();
    }

    void goldWaiting(int dates) {
        goldWaiting.set(dates);
    }

    /** @param newest when the newest record of a load was produced; {@code null} when it had none */
    void loaded(Instant newest) {
        if (newest != null) {
            newestLoaded.accumulateAndGet(newest.toEpochMilli(), Math::max);
        }
    }

    private double newestAgeSeconds() {
        long newest = newestLoaded.get();
        return newest == 0 ? Double.NaN : Math.max(0, clock.millis() - newest) / 1e3;
    }

    private double secondsSinceSuccess() {
        return (clock.millis() - lastSuccess.get()) / 1000.0;
    }
}
