package io.loadstream.etl.quality;

import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Runs all checks and says what they found: in the database, as metrics, and in the log. */
@ApplicationScoped
public class QualityChecks {

    private static final Logger LOG = Logger.getLogger(QualityChecks.class);

    private final Map<QualityCheck, AtomicLong> violations = new EnumMap<>(QualityCheck.class);

    QualityChecks(MeterRegistry metrics) {
        for (QualityCheck check : QualityCheck.values()) {
            violations.put(
                    check,
                    metrics.gauge(
                            "loadstream.quality.violations",
                            List.of(
                                    Tag.of("check", check.checkName()),
                                    Tag.of("severity", check.severity().name())),
                            new AtomicLong()));
        }
    }

    /** Checks the flights in the tables {@code refreshed} and {@code flight_sales} of this transaction. */
    public List<QualityResult> check(WarehouseTransaction transaction, long runId) {
        List<QualityResult> results = new ArrayList<>();
        for (QualityCheck check : QualityCheck.values()) {
            if (!check.asksDatabase()) {
                continue;
            }
            Row row = transaction.query(check.sql()).iterator().next();
            QualityResult result = new QualityResult(check, row.getLong(0), row.getString(1));
            results.add(result);
            keep(transaction, runId, result);
        }
        return results;
    }

    /** Keeps what a check found that no statement answers. */
    public void keep(WarehouseTransaction transaction, long runId, QualityResult result) {
        tell(result);
        transaction.update(
                "INSERT INTO quality_check (run_id, check_name, severity, violations, example)"
                        + " VALUES ($1, $2, $3, $4, $5)",
                runId,
                result.check().checkName(),
                result.check().severity().name(),
                result.violations(),
                result.example());
    }

    private void tell(QualityResult result) {
        violations.get(result.check()).set(result.violations());
        if (result.forbids()) {
            LOG.errorf("Critical %s", result);
        } else if (result.violations() > 0) {
            LOG.warnf("%s", result);
        }
    }
}
