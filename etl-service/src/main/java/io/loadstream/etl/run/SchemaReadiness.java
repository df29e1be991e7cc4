package io.loadstream.etl.run;

import io.loadstream.etl.warehouse.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the warehouse's schema is up to date. */
@Readiness
@ApplicationScoped
class SchemaReadiness implements HealthCheck {

    private final Migrations migrations;

    SchemaReadiness(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Warehouse schema is up to date")
                .status(migrations.done())
                .build();
    }
}
