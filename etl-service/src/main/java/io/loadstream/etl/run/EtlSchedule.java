package io.loadstream.etl.run;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Starts a run every {@code loadstream.etl.every}, unless one is under way here or in another replica. */
@ApplicationScoped
class EtlSchedule {

    private final EtlRunner runner;

    EtlSchedule(EtlRunner runner) {
        this.runner = runner;
    }

    @Scheduled(
            identity = "etl",
            every = "${loadstream.etl.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        runner.run(RunReport.Trigger.SCHEDULE).join();
    }
}
