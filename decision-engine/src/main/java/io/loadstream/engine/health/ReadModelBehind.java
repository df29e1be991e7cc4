package io.loadstream.engine.health;

import io.loadstream.engine.readmodel.ReadModel;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how Redis is doing. Always up: the engine decides as well without. */
@Readiness
class ReadModelBehind implements HealthCheck {

    private final ReadModel readModel;

    ReadModelBehind(ReadModel readModel) {
        this.readModel = readModel;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("read model")
                .up()
                .withData("detail", readModel.detail())
                .build();
    }
}
