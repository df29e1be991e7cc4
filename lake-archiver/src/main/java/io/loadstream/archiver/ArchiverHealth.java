package io.loadstream.archiver;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Ready while nothing keeps it from archiving; alive unless it has given up or stands still. */
class ArchiverHealth {

    private ArchiverHealth() {}

    @Readiness
    static class Ready implements HealthCheck {

        private final ArchiverService service;

        Ready(ArchiverService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            Archiver archiver = service.archiver();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("archiving");
            response.withData("state", archiver.state().name());
            archiver.problems().forEach(response::withData);
            return response.status(archiver.state() == Archiver.State.ARCHIVING
                            && archiver.problems().isEmpty())
                    .build();
        }
    }

    @Liveness
    static class Alive implements HealthCheck {

        private final ArchiverService service;

        Alive(ArchiverService service) {
            this.service = service;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.named("archiver")
                    .status(service.archiver().isAlive())
                    .build();
        }
    }
}
