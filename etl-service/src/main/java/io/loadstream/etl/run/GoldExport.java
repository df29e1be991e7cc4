package io.loadstream.etl.run;

import io.loadstream.etl.gold.GoldLayer;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Brings the gold tables up to date, by a schedule of its own: a date is written whole, so doing it after every run would
 * cost, each time, what all bookings of the flights on sale cost and not what the new ones do. Not while a run is under way,
 * and not from what failed its critical checks.
 */
@ApplicationScoped
public class GoldExport {

    private static final Logger LOG = Logger.getLogger(GoldExport.class);

    /** How often it asks whether the run under way is done. */
    private static final Duration LOCK_POLL = Duration.ofMillis(200);

    private final Migrations migrations;
    private final Warehouse warehouse;
    private final RunLedger ledger;
    private final GoldLayer gold;
    private final RunMetrics metrics;

    GoldExport(Migrations migrations, Warehouse warehouse, RunLedger ledger, GoldLayer gold, RunMetrics metrics) {
        this.migrations = migrations;
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.gold = gold;
        this.metrics = metrics;
    }

    @Scheduled(
            identity = "gold",
            every = "${loadstream.etl.gold-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void exportBySchedule() {
        try {
            export();
        } catch (RuntimeException e) {
            metrics.goldFailed();
            LOG.errorf("Gold tables cannot be written, and stay due: %s", e.getMessage());
        }
    }

    /**
     * Exports now, after what is under way. Blocks.
     *
     * @return flight dates written; 0 as well when the last run was not published
     */
    public int export() {
        migrations.ensure();
        int[] dates = {0};
        while (!warehouse.ifOnlyRun(() -> dates[0] = exportWhatIsPublished())) {
            try {
                Thread.sleep(LOCK_POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while it waited for a run", e);
            }
        }
        return dates[0];
    }

    /** What waits is told before and after: it stays told when an export fails. */
    private int exportWhatIsPublished() {
        metrics.goldWaiting(gold.waiting());
        int dates = ledger.lastPublished() ? gold.export() : 0;
        metrics.goldWaiting(gold.waiting());
        return dates;
    }
}
