package io.loadstream.engine.health;

import io.loadstream.engine.loop.LoopStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the loop's thread goes on and its attempts are not hopeless. */
@Liveness
class LoopAlive implements HealthCheck {

    private final LoopStatus status;

    LoopAlive(LoopStatus status) {
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("decision loop")
                .status(status.isHopeful())
                .withData("detail", status.detail())
                .build();
    }
}
