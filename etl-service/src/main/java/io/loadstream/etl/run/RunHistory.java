package io.loadstream.etl.run;

import io.loadstream.etl.warehouse.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Runs that were and the one that is. */
@ApplicationScoped
public class RunHistory {

    private final Migrations migrations;
    private final RunLedger ledger;
    private final EtlRunner runner;

    RunHistory(Migrations migrations, RunLedger ledger, EtlRunner runner) {
        this.migrations = migrations;
        this.ledger = ledger;
        this.runner = runner;
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
