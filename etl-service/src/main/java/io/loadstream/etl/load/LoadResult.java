package io.loadstream.etl.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was loaded.
 *
 * @param events records read, by topic
 * @param rows rows inserted or changed, by table
 * @param rejected of the records, those that are no events of the contract
 * @param newest when the newest of the records was produced, wall clock; {@code null} without records
 * @param problems files that could not be read, each with its key; what lies behind them waits
 */
public record LoadResult(
        Map<String, Long> events, Map<String, Long> rows, long rejected, Instant newest, List<String> problems) {

    public LoadResult {
        events = Map.copyOf(events);
        rows = Map.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** Nothing. */
    public static LoadResult none() {
        return ofRows(Map.of());
    }

    /** No records, but rows that were made of those in the warehouse. */
    public static LoadResult ofRows(Map<String, Long> rows) {
        return new LoadResult(Map.of(), rows, 0, null, List.of());
    }

    /** Records of all topics. */
    public long allEvents() {
        return events.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Both together. */
    public LoadResult plus(LoadResult other) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(other.problems);
        return new LoadResult(
                sum(events, other.events),
                sum(rows, other.rows),
                rejected + other.rejected,
                later(newest, other.newest),
                all);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return sum;
    }
}
