package io.loadstream.etl.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Starts a run every {@code loadstream.etl.every}, and at the times of {@code loadstream.etl.cron}, unless one is under way
 * here or in another replica.
 */
@ApplicationScoped
class EtlSchedule {

    private final EtlRunner runner;
    private final Scheduler scheduler;

    EtlSchedule(EtlRunner runner, Scheduler scheduler) {
        this.runner = runner;
        this.scheduler = scheduler;
    }

    /** Nothing begins once the service ends: what it needs is closed before the scheduler is. */
    void stop(@Observes ShutdownEvent event) {
        scheduler.pause();
    }

    @Scheduled(
            identity = "etl",
            every = "${loadstream.etl.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Scheduled(
            identity = "etl-cron",
            cron = "${loadstream.etl.cron}",
            timeZone = "UTC",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        runner.run(RunReport.Trigger.SCHEDULE).join();
    }
}
