package io.loadstream.etl.warehouse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Brings the schema up to date beside the start, not in it: without the database the service starts all the same, says
 * that it is not ready, and tries again.
 */
@ApplicationScoped
public class Migrations {

    private final Flyway flyway;
    private volatile boolean done;

    public Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    /**
     * Migrates {@link Warehouse#SCHEMA} unless this process did so already. Replicas wait for one another.
     *
     * @throws IllegalStateException when a newer version of this service has migrated it meanwhile: what this one would
     *     write may not be what the tables mean by now
     */
    public synchronized void ensure() {
        refuseNewer();
        if (!done) {
            flyway.migrate();
            done = true;
        }
    }

    private void refuseNewer() {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS
                    || migration.getState() == MigrationState.FUTURE_FAILED) {
                throw new IllegalStateException("the warehouse was migrated by a newer version of this service (schema "
                        + migration.getVersion() + "): nothing is loaded until this one is updated, too");
            }
        }
    }

    /** Whether the schema is known to be up to date. */
    public boolean done() {
        return done;
    }

    /** Builds {@code schema}, and that of its truth, from nothing, as the migrations say. */
    public void build(String schema) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(schema)
                .defaultSchema(schema)
                .placeholders(Map.of("truth", Warehouse.truthOf(schema)))
                .load()
                .migrate();
    }
}
