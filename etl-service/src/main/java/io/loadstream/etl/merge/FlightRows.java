package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows of one table that are kept until there are many, to be told flight by flight: a flight's rows then lie together in
 * the table and in its index, which begins with the flight. For one thread.
 */
final class FlightRows {

    private static final int MOST_ROWS = 1 << 16;
    private static final int MOST_BYTES = 8 << 20;

    /** Bytes of heap that one takes at most. */
    static final long HEAP_BYTES = 2L * MOST_BYTES + MOST_ROWS * 100L;

    /** Room for an event's rows beyond {@link #isFull}, in most cases. */
    private static final int SPARE_BYTES = 16 << 10;

    private final CopyRows rows = new CopyRows(MOST_BYTES / 32);
    private int[] starts = new int[MOST_ROWS / 8];
    private int[] flights = new int[MOST_ROWS / 8];
    private final Map<String, Integer> known = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    /** Rows of whole events, and where they end. */
    private int count;

    private int end;

    /** With those of the event under way. */
    private int pending;

    private String flightId;

    /** Begins an event's rows; those of an event that was not {@link #keep kept} are forgotten. */
    void begin(String eventFlightId) {
        rows.cut(end);
        pending = count;
        flightId = eventFlightId;
    }

    /** Where the next row of the event is to be written to. */
    CopyRows row() {
        if (pending == starts.length) {
            starts = Arrays.copyOf(starts, 2 * pending);
            flights = Arrays.copyOf(flights, 2 * pending);
        }
        starts[pending++] = rows.size();
        return rows;
    }

    /** The event's rows are complete. */
    void keep() {
        int flight = known.computeIfAbsent(flightId, id -> {
            ids.add(id);
            return ids.size() - 1;
        });
        Arrays.fill(flights, count, pending, flight);
        count = pending;
        end = rows.size();
    }

    /** Whether there is no room for an event of {@code more} rows. */
    boolean isFull(int more) {
        return count + more > MOST_ROWS || end > MOST_BYTES - SPARE_BYTES;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The flights that rows are of. */
    List<String> flightIds() {
        return List.copyOf(ids);
    }

    /** All rows, as they were written. */
    CopyRows rows() {
        rows.cut(end);
        return rows;
    }

    /** Tells all rows, those of a flight one after the other, as they were written; flights in the order of their ids. */
    void forEach(RowReader reader) {
        int[] order = IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.comparing(ids::get))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] next = new int[ids.size()];
        for (int row = 0; row < count; row++) {
            next[flights[row]]++;
        }
        int behind = 0;
        for (int flightOf : order) {
            int rowsOf = next[flightOf];
            next[flightOf] = behind;
            behind += rowsOf;
        }
        int[] sorted = new int[count];
        for (int row = 0; row < count; row++) {
            sorted[next[flights[row]]++] = row;
        }
        for (int row : sorted) {
            reader.row(rows, starts[row], row + 1 < count ? starts[row + 1] : end, ids.get(flights[row]));
        }
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {

        /**
         * @param rows that it lies in
         * @param from its first byte
         * @param to behind its last byte
         */
        void row(CopyRows rows, int from, int to, String flightId);
    }

    void clear() {
        rows.cut(0);
        known.clear();
        ids.clear();
        count = 0;
        end = 0;
        pending = 0;
    }
}
