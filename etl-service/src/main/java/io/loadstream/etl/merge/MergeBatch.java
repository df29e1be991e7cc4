package io.loadstream.etl.merge;

import java.util.HashMap;
import java.util.Map;

/** Rows for one {@link Merge}, at most one for each key. For one thread. */
final class MergeBatch {

    private final Merge merge;
    private final Map<Object, Row> rows = new HashMap<>();

    MergeBatch(Merge merge) {
        this.merge = merge;
    }

    /**
     * @param key of the row in its table
     * @param values in the order of the merge's columns
     */
    void add(Object key, Position position, Object... values) {
        if (values.length != merge.columns().size()) {
            throw new IllegalArgumentException(
                    merge.table() + " takes " + merge.columns().size() + " values: " + values.length);
        }
        rows.merge(key, new Row(position, values), this::chosen);
    }

    private Row chosen(Row one, Row other) {
        boolean oneIsFirst = one.position.compareTo(other.position) <= 0;
        return oneIsFirst == (merge.keeps() == Merge.Keeps.FIRST) ? one : other;
    }

    int size() {
        return rows.size();
    }

    Merge merge() {
        return merge;
    }

    /** One array for each column, all of the same length; the batch is empty afterwards. */
    Object[] drain() {
        Object[] arrays = new Object[merge.columns().size()];
        for (int column = 0; column < arrays.length; column++) {
            Object[] array = merge.columns().get(column).array(rows.size());
            int at = 0;
            for (Row row : rows.values()) {
                array[at++] = row.values[column];
            }
            arrays[column] = array;
        }
        rows.clear();
        return arrays;
    }

    private record Row(Position position, Object[] values) {}
}
