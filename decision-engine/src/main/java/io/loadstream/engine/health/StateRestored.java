package io.loadstream.engine.health;

import io.loadstream.engine.loop.LoopStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the state of all assigned partitions is restored. */
@Readiness
class StateRestored implements HealthCheck {

    private final LoopStatus status;

    StateRestored(LoopStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("state restored")
                .status(status.isReady())
                .withData("detail", status.detail())
                .build();
    }
}
