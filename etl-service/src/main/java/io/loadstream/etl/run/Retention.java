package io.loadstream.etl.run;

import io.loadstream.etl.config.EtlSettings;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes, once a day, what runs leave behind: runs older than {@code loadstream.etl.keep-runs} with their checks and estimates,
 * and estimates that a later one of the same day has replaced. Facts are never removed.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final Duration LEAST = Duration.ofDays(1);

    private static final String ESTIMATES = SqlText.of("retention/estimates");
    private static final String RUNS = SqlText.of("retention/runs");

    private final Migrations migrations;
    private final Warehouse warehouse;
    private final Duration kept;

    Retention(Migrations migrations, Warehouse warehouse, EtlSettings settings) {
        if (settings.keepRuns().compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "loadstream.etl.keep-runs must be a day or more: " + settings.keepRuns());
        }
        this.migrations = migrations;
        this.warehouse = warehouse;
        this.kept = settings.keepRuns();
    }

    @Scheduled(
            identity = "retention",
            every = "24h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void cleanBySchedule() {
        try {
            clean();
        } catch (RuntimeException e) {
            LOG.errorf("Old runs cannot be removed, and stay until tomorrow: %s", e.getMessage());
        }
    }

    /** Removes what is due now. Several replicas may do so at once. Blocks. */
    void clean() {
        migrations.ensure();
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            int estimates = transaction.update(ESTIMATES);
            long runs = transaction
                    .query(RUNS, (double) kept.toSeconds())
                    .iterator()
                    .next()
                    .getLong(0);
            LOG.infof(
                    "Removed %d runs older than %s, and %d rows of estimates that later ones replaced",
                    runs, kept, estimates);
            return runs;
        });
    }
}
