package io.loadstream.etl.warehouse;

import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date before the first run, not at start: the service starts, says that it is not ready, and
 * tries again while the database is away.
 */
@ApplicationScoped
public class Migrations {

    private final Flyway flyway;
    private volatile boolean done;

    Migrations(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Migrates {@link Warehouse#SCHEMA} unless this process did so already. Replicas wait for one another. */
    public synchronized void ensure() {
        if (!done) {
            flyway.migrate();
            done = true;
        }
    }

    /** Whether the schema is known to be up to date. */
    public boolean done() {
        return done;
    }

    /** Builds {@code schema} from nothing, as the migrations say. */
    public void build(String schema) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas(schema)
                .defaultSchema(schema)
                .load()
                .migrate();
    }
}
