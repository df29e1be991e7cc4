package io.loadstream.etl.run;

import io.loadstream.etl.rebuild.DepartureDates;

/**
 * What a run is to do.
 *
 * @param dates of the flights that are rebuilt; {@code null} when all are, and for a load
 */
record Task(RunReport.Kind kind, DepartureDates dates) {

    static final Task LOAD = new Task(RunReport.Kind.LOAD, null);
    static final Task REBUILD = new Task(RunReport.Kind.REBUILD, null);
}
