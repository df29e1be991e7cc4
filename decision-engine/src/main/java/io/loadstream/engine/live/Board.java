package io.loadstream.engine.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The flights that the pages show, as of the last frame. Holds at most a given number of them. For one thread. */
final class Board {

    private static final int DECISIONS_IN_SNAPSHOT = 100;

    private final int capacity;
    private final ObjectMapper json;
    private final RecentDecisions decisions;
    private final String traceLink;
    private final Map<String, BoardRow> rows = new LinkedHashMap<>();
    private Long time;
    private Object pipeline;

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            Long time,
            List<String> columns,
            List<List<Object>> flights,
            List<String> gone,
            List<RecentDecisions.Told> decisions,
            Object pipeline,
            String traceLink,
            String run) {}

    /** @param traceLink where a decision's trace is shown, with {@code {trace_id}} in it; {@code null} for nowhere */
    Board(int capacity, ObjectMapper json, RecentDecisions decisions, String traceLink) {
        this.traceLink = traceLink;
        this.capacity = capacity;
        this.json = json;
        this.decisions = decisions;
    }

    void fill(List<BoardRow> flights, Long now, Object figures) {
        rows.clear();
        flights.forEach(row -> rows.put(row.flightId(), row));
        time = now;
        pipeline = figures;
    }

    int size() {
        return rows.size();
    }

    /** Takes these flights in place of those that were there, and answers what that changes as a frame. */
    byte[] refill(List<BoardRow> flights, List<RecentDecisions.Numbered> made, Long now, Object figures) {
        Set<String> left = new LinkedHashSet<>(rows.keySet());
        flights.forEach(row -> left.remove(row.flightId()));
        rows.keySet().removeAll(left);
        List<BoardRow> changed = flights.stream()
                .filter(row -> !row.equals(rows.put(row.flightId(), row)))
                .toList();
        return frame(changed, List.copyOf(left), made, now, figures);
    }

    /** Takes changes in and answers them as a frame. */
    byte[] change(
            List<BoardRow> changed, List<String> gone, List<RecentDecisions.Numbered> made, Long now, Object figures) {
        List<BoardRow> shown = new ArrayList<>(changed.size());
        for (BoardRow row : changed) {
            if (rows.size() < capacity || rows.containsKey(row.flightId())) {
                rows.put(row.flightId(), row);
                shown.add(row);
            }
        }
        List<String> left = gone.stream().filter(id -> rows.remove(id) != null).toList();
        return frame(shown, left, made, now, figures);
    }

    private byte[] frame(
            List<BoardRow> shown, List<String> left, List<RecentDecisions.Numbered> made, Long now, Object figures) {
        time = now;
        pipeline = figures;
        List<List<Object>> values = shown.stream().map(BoardRow::values).toList();
        return write(new Content(now, null, values, left.isEmpty() ? null : left, told(made), figures, null, null));
    }

    /** Answers how the engine is doing as a frame; the flights stay as they were. */
    byte[] figures(List<RecentDecisions.Numbered> made, Object figures) {
        return change(List.of(), List.of(), made, time, figures);
    }

    /** All there is, as a frame. */
    byte[] snapshot() {
        List<RecentDecisions.Numbered> made = decisions
                .before(Long.MAX_VALUE, DECISIONS_IN_SNAPSHOT, event -> true)
                .reversed();
        return write(new Content(
                time,
                BoardRow.COLUMNS,
                rows.values().stream().map(BoardRow::values).toList(),
                null,
                told(made),
                pipeline,
                traceLink,
                decisions.run()));
    }

    private static List<RecentDecisions.Told> told(List<RecentDecisions.Numbered> made) {
        return made.stream().map(RecentDecisions.Numbered::told).toList();
    }

    private byte[] write(Content content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a board is always writable", e);
        }
    }
}
