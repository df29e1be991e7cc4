package io.loadstream.etl.run;

import io.loadstream.etl.load.Agreement;
import io.loadstream.etl.load.LakeAudit;
import io.loadstream.etl.load.LakeLoad;
import io.loadstream.etl.load.Pending;
import io.loadstream.etl.warehouse.Migrations;
import io.loadstream.etl.warehouse.Warehouse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs that were and the one that is. */
@ApplicationScoped
public class RunHistory {

    /** How often it asks whether another audit is done. */
    private static final Duration LOCK_POLL = Duration.ofMillis(200);

    private final Migrations migrations;
    private final Warehouse warehouse;
    private final RunLedger ledger;
    private final EtlRunner runner;
    private final LakeLoad load;
    private final LakeAudit audit;

    RunHistory(
            Migrations migrations,
            Warehouse warehouse,
            RunLedger ledger,
            EtlRunner runner,
            LakeLoad load,
            LakeAudit audit) {
        this.migrations = migrations;
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.runner = runner;
        this.load = load;
        this.audit = audit;
    }

    /** What a run would load now, by topic. */
    public Map<String, Pending> pending() {
        migrations.ensure();
        return load.pending(Warehouse.SCHEMA);
    }

    /** What the lake and the warehouse have of each topic, row by row by their keys; after an audit that is under way. Blocks. */
    public Map<String, Agreement> audit() {
        migrations.ensure();
        Map<String, Agreement> agreements = new TreeMap<>();
        while (!warehouse.ifOnlyAudit(() -> agreements.putAll(audit.audit()))) {
            try {
                Thread.sleep(LOCK_POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while it waited for another audit", e);
            }
        }
        return agreements;
    }

    /** The latest runs, last first. Of the one under way in this process the database knows only that it began. */
    public List<RunReport> latest(int most) {
        Optional<RunReport> running = runner.running();
        if (!migrations.done()) {
            return running.stream().toList();
        }
        return ledger.latest(most).stream()
                .map(run -> running.filter(now -> now.runId() == run.runId()).orElse(run))
                .toList();
    }
}
