package io.loadstream.etl.run;

import io.loadstream.etl.rebuild.DepartureDates;

/**
 * What a run is to do.
 *
 * @param dates of the flights that are rebuilt; {@code null} when all are, and for a load
 * @param evenIfLess whether a rebuild of all flights may lose what the lake no longer has
 */
record Task(RunReport.Kind kind, DepartureDates dates, boolean evenIfLess) {

    static final Task LOAD = new Task(RunReport.Kind.LOAD, null, false);
    static final Task REBUILD = new Task(RunReport.Kind.REBUILD, null, false);
    static final Task REBUILD_EVEN_IF_LESS = new Task(RunReport.Kind.REBUILD, null, true);

    static Task rebuild(DepartureDates dates) {
        return new Task(RunReport.Kind.REBUILD, dates, false);
    }
}
