package io.loadstream.lake.read;

import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqStruct;
import dev.hardwood.schema.FileSchema;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of several files, one after the other, in the files' order; of each, the columns that were asked for, which are
 * then named by their place in that list (0 is the first). A column that an older file does not have is {@code null} in
 * its rows. For one thread.
 *
 * <pre>{@code
 * try (LakeRows rows = LakeRows.open(store, objects, "booking_id", "total_price")) {
 *     while (rows.next()) {
 *         load(rows.text(0), rows.money(1));
 *     }
 * }
 * }</pre>
 */
public final class LakeRows implements AutoCloseable {

    /**
     * Bytes of heap that one takes at most while it reads all columns of bookings: the Parquet reader decodes ahead, in
     * batches of up to 73,000 rows of each column. Whoever opens several at once must have room for them.
     */
    public static final long HEAP_BYTES = 80L << 20;

    private static final int ABSENT = -1;

    private final FileSequence files;
    private final String[] columns;
    /** For each column asked for, its place in the open file, or {@link #ABSENT}. */
    private final int[] places;

    private RowReader rows;

    private LakeRows(FileSequence files, String[] columns) {
        this.files = files;
        this.columns = columns;
        this.places = new int[columns.length];
    }

    /**
     * @param objects what to read; files without rows are skipped
     * @param columns names of top-level columns, at least one
     */
    public static LakeRows open(LakeStore store, List<LakeObject> objects, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("at least one column must be asked for");
        }
        return new LakeRows(new FileSequence(store, objects), columns.clone());
    }

    /**
     * Goes to the next row.
     *
     * @return {@code false} when there is none
     * @throws LakeException when a file cannot be read; nothing is skipped
     */
    public boolean next() {
        try {
            while (rows == null || !rows.hasNext()) {
                closeRows();
                if (!files.next()) {
                    return false;
                }
                openRows();
            }
            rows.next();
            return true;
        } catch (LakeException known) {
            throw known;
        } catch (IOException | RuntimeException e) {
            throw LakeException.unreadable(files.object().key(), e);
        }
    }

    /** The object that the current row lies in. */
    public LakeObject object() {
        return files.object();
    }

    public boolean isNull(int column) {
        return places[column] == ABSENT || rows.isNull(places[column]);
    }

    /** {@code null} when absent. */
    public String text(int column) {
        return isNull(column) ? null : rows.getString(places[column]);
    }

    /** Must not be absent: see {@link #isNull(int)}. */
    public int intValue(int column) {
        return rows.getInt(places[column]);
    }

    /** Must not be absent: see {@link #isNull(int)}. */
    public long longValue(int column) {
        return rows.getLong(places[column]);
    }

    /** Must not be absent: see {@link #isNull(int)}. */
    public double doubleValue(int column) {
        return rows.getDouble(places[column]);
    }

    /** Must not be absent: see {@link #isNull(int)}. */
    public boolean booleanValue(int column) {
        return rows.getBoolean(places[column]);
    }

    /** {@code null} when absent. */
    public BigDecimal money(int column) {
        return isNull(column) ? null : rows.getDecimal(places[column]);
    }

    /** {@code null} when absent. */
    public Instant time(int column) {
        return isNull(column) ? null : rows.getTimestamp(places[column]);
    }

    /** {@code null} when absent. */
    public byte[] bytes(int column) {
        return isNull(column) ? null : rows.getBinary(places[column]);
    }

    /** {@code null} when absent. Valid until the next row. */
    public PqStruct struct(int column) {
        return isNull(column) ? null : rows.getStruct(places[column]);
    }

    /** The structs of a list; empty when absent. Valid until the next row. */
    public List<PqStruct> structs(int column) {
        if (isNull(column)) {
            return List.of();
        }
        PqList list = rows.getList(places[column]);
        return list == null ? List.of() : list.structs();
    }

    private void openRows() {
        FileSchema schema = files.file().getFileSchema();
        List<String> asked = List.of(columns);
        List<String> present = asked.stream().filter(name -> has(schema, name)).toList();
        rows = files.file()
                .buildRowReader()
                .projection(files.projection(present, asked))
                .build();
        locateColumns();
    }

    private static boolean has(FileSchema schema, String name) {
        return schema.getRootNode().children().stream()
                .anyMatch(node -> node.name().equals(name));
    }

    private void locateColumns() {
        Arrays.fill(places, ABSENT);
        for (int place = 0; place < rows.getFieldCount(); place++) {
            for (int column = 0; column < columns.length; column++) {
                if (columns[column].equals(rows.getFieldName(place))) {
                    places[column] = place;
                }
            }
        }
    }

    private void closeRows() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }

    @Override
    public void close() {
        try {
            closeRows();
        } finally {
            files.close();
        }
    }
}
