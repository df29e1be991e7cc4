package io.loadstream.etl.run;

import io.loadstream.etl.load.LoadResult;
import io.loadstream.etl.warehouse.Warehouse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs as the database has them. */
@ApplicationScoped
class RunLedger {

    private static final String COLUMNS = "run_id, kind, trigger, status, started_at,"
            + " extract(epoch FROM coalesce(finished_at, clock_timestamp()) - started_at)::double precision,"
            + " events, rows, rejected, error";

    private final Warehouse warehouse;

    RunLedger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Writes down that a run has begun. Whoever calls holds the lock, so that any other that seems to run does not. */
    long begin(RunReport.Kind kind, RunReport.Trigger trigger) {
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.update("UPDATE etl_run SET status = 'ABANDONED' WHERE status = 'RUNNING'");
            return transaction
                    .query(
                            "INSERT INTO etl_run (kind, trigger, status) VALUES ($1, $2, 'RUNNING') RETURNING run_id",
                            kind.name(),
                            trigger.name())
                    .iterator()
                    .next()
                    .getLong(0);
        });
    }

    void end(long runId, RunReport.Status status, LoadResult result, boolean published, String error) {
        warehouse.inTransaction(
                Warehouse.SCHEMA,
                transaction -> transaction.update(
                        "UPDATE etl_run SET status = $2, finished_at = clock_timestamp(), events = $3, rows = $4,"
                                + " rejected = $5, published = $6, error = $7 WHERE run_id = $1",
                        runId,
                        status.name(),
                        json(result.events()),
                        json(result.rows()),
                        result.rejected(),
                        published,
                        error));
    }

    /** Whether what the last run left may be published. */
    boolean lastPublished() {
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            for (Row row : transaction.query("SELECT published FROM etl_run ORDER BY run_id DESC LIMIT 1")) {
                return row.getBoolean(0);
            }
            return false;
        });
    }

    /** The latest runs, last first. */
    List<RunReport> latest(int most) {
        return warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            List<RunReport> runs = new ArrayList<>();
            for (Row row :
                    transaction.query("SELECT " + COLUMNS + " FROM etl_run ORDER BY run_id DESC LIMIT $1", most)) {
                runs.add(report(row));
            }
            return runs;
        });
    }

    private static RunReport report(Row row) {
        return new RunReport(
                row.getLong(0),
                RunReport.Kind.valueOf(row.getString(1)),
                RunReport.Trigger.valueOf(row.getString(2)),
                RunReport.Status.valueOf(row.getString(3)),
                row.getOffsetDateTime(4).toInstant(),
                row.getDouble(5),
                counts(row.getJsonObject(6)),
                counts(row.getJsonObject(7)),
                row.getLong(8),
                row.getString(9));
    }

    private static JsonObject json(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    private static Map<String, Long> counts(JsonObject json) {
        Map<String, Long> counts = new TreeMap<>();
        json.forEach(entry -> counts.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        return counts;
    }
}
