package io.loadstream.etl.run;

import io.loadstream.etl.warehouse.Migrations;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date as soon as the service runs, beside whatever else it does: the schedule's first run comes
 * up to a second later, and never when runs are on request only. Tries again while the database is away.
 */
@ApplicationScoped
class SchemaAtStart implements Runnable {

    private static final Logger LOG = Logger.getLogger(SchemaAtStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Migrations migrations;
    private final Thread thread = Thread.ofPlatform().daemon().name("schema").unstarted(this);

    SchemaAtStart(Migrations migrations) {
        this.migrations = migrations;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    @Override
    public void run() {
        String told = null;
        while (!migrations.done()) {
            try {
                migrations.ensure();
            } catch (RuntimeException e) {
                if (!e.getMessage().equals(told)) {
                    told = e.getMessage();
                    LOG.warnf("The warehouse's schema is not up to date yet: %s", told);
                }
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException stopping) {
                    return;
                }
            }
        }
    }
}
