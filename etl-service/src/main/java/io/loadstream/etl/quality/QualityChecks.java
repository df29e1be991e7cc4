package io.loadstream.etl.quality;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Runs all checks and says what is known to violate them: in the database, as metrics, and in the log. What a flight violates is
 * known until it is looked at again, which is when it has new facts.
 */
@ApplicationScoped
public class QualityChecks {

    private static final Logger LOG = Logger.getLogger(QualityChecks.class);

    private static final String FORGET = SqlText.of("quality/forget");
    private static final String REMEMBER = SqlText.of("quality/remember");
    private static final String STANDING = SqlText.of("quality/standing");

    /** By the check's name; none of a check that no run has asked yet. */
    private final Map<String, Long> violations = new ConcurrentHashMap<>();

    QualityChecks(MeterRegistry metrics) {
        for (QualityCheck check : QualityCheck.values()) {
            Gauge.builder("loadstream.quality.violations", () -> told(check))
                    .tags(
                            "check",
                            check.checkName(),
                            "severity",
                            check.severity().name())
                    .register(metrics);
        }
    }

    private double told(QualityCheck check) {
        Long found = violations.get(check.checkName());
        return found == null ? Double.NaN : found;
    }

    /**
     * Checks the flights in the tables {@code refreshed} and {@code flight_sales} of this transaction.
     *
     * @return what is known to violate each check, of other flights as well
     */
    public List<QualityResult> check(WarehouseTransaction transaction, long runId) {
        transaction.update(FORGET);
        for (QualityCheck check : QualityCheck.values()) {
            if (check.asksDatabase()) {
                remember(transaction, check);
            }
        }
        Map<String, Row> standing = new HashMap<>();
        transaction.query(STANDING).forEach(row -> standing.put(row.getString("check_name"), row));
        List<QualityResult> results = new ArrayList<>();
        for (QualityCheck check : QualityCheck.values()) {
            if (check.asksDatabase()) {
                Row found = standing.get(check.checkName());
                results.add(new QualityResult(
                        check,
                        found == null ? 0 : found.getLong("violations"),
                        found == null ? null : found.getString("example")));
            }
        }
        results.forEach(result -> keep(transaction, runId, result));
        return results;
    }

    /** By way of this process: a statement that writes what it finds does not look in parallel. */
    private static void remember(WarehouseTransaction transaction, QualityCheck check) {
        List<String> flights = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        for (Row row : transaction.query(check.sql())) {
            flights.add(row.getString(0));
            counts.add(row.getLong(1));
            examples.add(row.getString(2));
        }
        if (!flights.isEmpty()) {
            transaction.update(
                    REMEMBER,
                    check.checkName(),
                    flights.toArray(String[]::new),
                    counts.toArray(Long[]::new),
                    examples.toArray(String[]::new));
        }
    }

    /** Keeps what a check found that no statement answers. */
    public void keep(WarehouseTransaction transaction, long runId, QualityResult result) {
        if (result.forbids()) {
            LOG.errorf("Critical %s", result);
        } else if (result.violations() > 0) {
            LOG.warnf("%s", result);
        }
        transaction.update(
                "INSERT INTO quality_check (run_id, check_name, severity, violations, example)"
                        + " VALUES ($1, $2, $3, $4, $5)",
                runId,
                result.check().checkName(),
                result.check().severity().name(),
                result.violations(),
                result.example());
    }

    /** Keeps among the last run's results what a check found apart from runs. */
    public void keepAmongLast(WarehouseTransaction transaction, QualityResult result) {
        transaction.update(
                "INSERT INTO quality_check (run_id, check_name, severity, violations, example)"
                        + " SELECT run_id, $1::text, $2::text, $3::bigint, $4::text FROM etl_run ORDER BY run_id DESC LIMIT 1"
                        + " ON CONFLICT (run_id, check_name) DO UPDATE"
                        + " SET violations = excluded.violations, example = excluded.example",
                result.check().checkName(),
                result.check().severity().name(),
                result.violations(),
                result.example());
    }

    /** Sets the metrics to the latest results in the warehouse, whichever process told them. */
    public void tell(Warehouse warehouse) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            for (Row row : transaction.query("SELECT check_name, violations FROM rpt_quality_now")) {
                violations.put(row.getString("check_name"), row.getLong("violations"));
            }
            return violations;
        });
    }
}
