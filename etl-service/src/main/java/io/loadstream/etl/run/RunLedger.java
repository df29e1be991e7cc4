package io.loadstream.etl.run;

import io.loadstream.etl.load.LoadResult;
import io.loadstream.etl.rebuild.DepartureDates;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs as the database has them. */
@ApplicationScoped
class RunLedger {

    private static final String COLUMNS = "run_id, kind, from_date, to_date, trigger, status, started_at,"
            + " extract(epoch FROM coalesce(finished_at, clock_timestamp()) - started_at)::double precision AS seconds,"
            + " events, rows, rejected, error";

    private static final String END =
            "UPDATE etl_run SET status = $2, finished_at = clock_timestamp() - make_interval(secs => $8), events = $3,"
                    + " rows = $4, rejected = $5, published = $6, error = $7 WHERE run_id = $1";

    private final Warehouse warehouse;
    /** The end of a run that the database could not be told of; {@code null} when it knows. */
    private volatile End untold;

    /** How a run ended, and when, by {@link System#nanoTime}. */
    private record End(
            long runId, RunReport.Status status, LoadResult result, boolean published, String error, long nanos) {

        void write(WarehouseTransaction transaction) {
            transaction.update(
                    END,
                    runId,
                    status.name(),
                    json(result.events()),
                    json(result.rows()),
                    result.rejected(),
                    published,
                    error,
                    (System.nanoTime() - nanos) / 1e9);
        }
    }

    RunLedger(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Writes down that a run has begun, and how the one before ended, if that is still to be told. Whoever calls holds the lock,
     * so that any other that seems to run does not.
     */
    long begin(Task task, RunReport.Trigger trigger) {
        End before = untold;
        long begun = warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            if (before != null) {
                before.write(transaction);
            }
            transaction.update("UPDATE etl_run SET status = 'ABANDONED' WHERE status = 'RUNNING'");
            return transaction
                    .query(
                            "INSERT INTO etl_run (kind, from_date, to_date, trigger, status)"
                                    + " VALUES ($1, $2, $3, $4, 'RUNNING') RETURNING run_id",
                            task.kind().name(),
                            task.dates() == null ? null : task.dates().from(),
                            task.dates() == null ? null : task.dates().to(),
                            trigger.name())
                    .iterator()
                    .next()
                    .getLong(0);
        });
        untold = null;
        return begun;
    }

    /** Writes down how it ended. What cannot be written now is when the next run of this process begins. */
    void end(long runId, RunReport.Status status, LoadResult result, boolean published, String error) {
        End end = new End(runId, status, result, published, error, System.nanoTime());
        untold = end;
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            end.write(transaction);
            return end;
        });
        untold = null;
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
        LocalDate from = row.getLocalDate("from_date");
        return new RunReport(
                row.getLong("run_id"),
                RunReport.Kind.valueOf(row.getString("kind")),
                from == null ? null : new DepartureDates(from, row.getLocalDate("to_date")),
                RunReport.Trigger.valueOf(row.getString("trigger")),
                RunReport.Status.valueOf(row.getString("status")),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getDouble("seconds"),
                counts(row.getJsonObject("events")),
                counts(row.getJsonObject("rows")),
                row.getLong("rejected"),
                row.getString("error"));
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
