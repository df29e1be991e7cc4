package io.loadstream.etl.run;

import io.loadstream.etl.load.LakeAudit;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Compares the warehouse with the lake at the times of {@code loadstream.etl.audit-cron}, in one replica. */
@ApplicationScoped
class AuditSchedule {

    private static final Logger LOG = Logger.getLogger(AuditSchedule.class);

    private final Migrations migrations;
    private final Warehouse warehouse;
    private final LakeAudit audit;

    AuditSchedule(Migrations migrations, Warehouse warehouse, LakeAudit audit) {
        this.migrations = migrations;
        this.warehouse = warehouse;
        this.audit = audit;
    }

    @Scheduled(
            identity = "audit",
            cron = "${loadstream.etl.audit-cron}",
            timeZone = "UTC",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            migrations.ensure();
            warehouse.ifOnlyAudit(audit::audit);
        } catch (RuntimeException e) {
            LOG.errorf("The warehouse cannot be compared with the lake: %s", e.getMessage());
        }
    }
}
