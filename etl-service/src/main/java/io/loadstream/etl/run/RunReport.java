package io.loadstream.etl.run;

import io.loadstream.etl.load.LoadResult;
import io.loadstream.etl.rebuild.DepartureDates;
import java.time.Instant;
import java.util.Map;

/**
 * One run as it is, or was at its end.
 *
 * @param runId in the ledger; 0 of a run that is not there yet, or failed before it could be, as when the database is away
 * @param dates of the flights that are rebuilt; {@code null} when all are, and for a load
 * @param seconds so far, or in all
 * @param events records read, by topic
 * @param rows rows inserted or changed, by table
 * @param rejected of the records, those that are no events of the contract
 * @param error {@code null} when nothing went wrong
 */
public record RunReport(
        long runId,
        Kind kind,
        DepartureDates dates,
        Trigger trigger,
        Status status,
        Instant startedAt,
        double seconds,
        Map<String, Long> events,
        Map<String, Long> rows,
        long rejected,
        String error) {

    public enum Kind {
        /** Takes what is new in the lake. */
        LOAD,
        /** Reads the whole lake into a new schema, all flights or those of some dates. */
        REBUILD
    }

    public enum Trigger {
        SCHEDULE,
        REQUEST
    }

    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Its process ended in mid-run; what it had committed stays loaded. */
        ABANDONED
    }

    static RunReport of(
            long runId,
            Task task,
            Trigger trigger,
            Status status,
            Instant startedAt,
            double seconds,
            LoadResult result,
            String error) {
        return new RunReport(
                runId,
                task.kind(),
                task.dates(),
                trigger,
                status,
                startedAt,
                seconds,
                result.events(),
                result.rows(),
                result.rejected(),
                error);
    }
}
