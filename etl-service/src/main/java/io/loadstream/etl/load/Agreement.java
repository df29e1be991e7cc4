package io.loadstream.etl.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the lake and the warehouse have of one topic, of the offsets that are loaded.
 *
 * @param lakeEvents records that the lake has
 * @param loadedEvents records that the warehouse has counted when it loaded them
 * @param missingRows rows that the lake's records tell and the warehouse has not, by table; without those that have none
 */
public record Agreement(long lakeEvents, long loadedEvents, Map<String, Long> missingRows) {

    public Agreement {
        missingRows = Map.copyOf(missingRows);
    }

    /** Records too many or too few, and rows that are missing. */
    public long violations() {
        return Math.abs(lakeEvents - loadedEvents)
                + missingRows.values().stream().mapToLong(Long::longValue).sum();
    }

    Agreement plus(Agreement other) {
        Map<String, Long> missing = new TreeMap<>(missingRows);
        other.missingRows.forEach((table, count) -> missing.merge(table, count, Long::sum));
        return new Agreement(lakeEvents + other.lakeEvents, loadedEvents + other.loadedEvents, missing);
    }
}
