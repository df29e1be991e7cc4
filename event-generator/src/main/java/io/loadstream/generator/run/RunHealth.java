package io.loadstream.generator.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready unless the run has failed: a restart would not make a wrong folder right. */
@Readiness
@ApplicationScoped
class RunHealth implements HealthCheck {

    private final Runs runs;

    RunHealth(Runs runs) {
        this.runs = runs;
    }

    @Override
    public HealthCheckResponse call() {
        RunStatus status = runs.status();
        return HealthCheckResponse.named("run")
                .status(status.state() != RunState.FAILED)
                .withData("state", status.state().name())
                .build();
    }
}
