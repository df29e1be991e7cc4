package io.loadstream.lake.read;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.LayerKind;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Like {@link LakeRows}, for whoever reads many rows: values are told as they lie in the file, in arrays of a batch, and no
 * object is made of any. A column is named by its path: {@code booking_id}, or {@code passengers.seat_id} for a field of the
 * structs of a list. For one thread.
 *
 * <p>Text is told as {@link #bytes}, {@link #from} and {@link #to}; times as microseconds since 1970, money as
 * ten-thousandths, both by {@link #longValue}. A column that an older file does not have is null in its rows. Of a list, the
 * same three tell of its elements.
 */
public final class LakeColumns implements AutoCloseable {

    /** Small enough to stay in the processor's caches, and for many files to be open at once. */
    private static final int BATCH_ROWS = 4096;

    /** Bytes of heap that one takes at most while it reads all columns of bookings, the file that is fetched ahead included. */
    public static final long HEAP_BYTES = 20L << 20;

    private final FileSequence files;
    private final List<String> names;
    private final Column[] columns;

    private ColumnReaders readers;
    private int rows;
    private int row;

    private LakeColumns(FileSequence files, List<String> names) {
        this.files = files;
        this.names = names;
        this.columns = new Column[names.size()];
        Arrays.setAll(columns, column -> new Column());
    }

    /**
     * @param objects what to read; files without rows are skipped
     * @param columns paths of columns, at least one
     */
    public static LakeColumns open(LakeStore store, List<LakeObject> objects, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("at least one column must be asked for");
        }
        return new LakeColumns(new FileSequence(store, objects), List.of(columns));
    }

    /**
     * Goes to the next row.
     *
     * @return {@code false} when there is none
     * @throws LakeException when a file cannot be read; nothing is skipped
     */
    public boolean next() {
        row++;
        return row < rows || nextBatch();
    }

    private boolean nextBatch() {
        try {
            while (readers == null || !readers.nextBatch()) {
                closeReaders();
                if (!files.next()) {
                    return false;
                }
                openReaders();
            }
            rows = readers.getRecordCount();
            row = 0;
            for (Column column : columns) {
                column.take();
            }
            return true;
        } catch (LakeException known) {
            throw known;
        } catch (IOException | RuntimeException e) {
            throw LakeException.unreadable(files.object().key(), e);
        }
    }

    public boolean isNull(int column) {
        return columns[column].isNull(row);
    }

    /** Must not be null, as with all values. */
    public int intValue(int column) {
        return columns[column].ints[row];
    }

    public long longValue(int column) {
        return columns[column].longs[row];
    }

    public double doubleValue(int column) {
        return columns[column].doubles[row];
    }

    /** Where the text lies, in UTF-8; valid until the next row. */
    public byte[] bytes(int column) {
        return columns[column].bytes;
    }

    /** Its first byte. */
    public int from(int column) {
        return columns[column].offsets[row];
    }

    /** Behind its last byte. */
    public int to(int column) {
        return columns[column].offsets[row + 1];
    }

    /** How many elements the list has; 0 when it is null. */
    public int size(int column) {
        int[] lists = columns[column].lists;
        return lists == null ? 0 : lists[row + 1] - lists[row];
    }

    /**
     * @param element of the list, from 0
     */
    public boolean isNull(int column, int element) {
        int[] lists = columns[column].lists;
        return lists == null || columns[column].isNull(lists[row] + element);
    }

    public int intValue(int column, int element) {
        return columns[column].ints[columns[column].lists[row] + element];
    }

    public int from(int column, int element) {
        return columns[column].offsets[columns[column].lists[row] + element];
    }

    public int to(int column, int element) {
        return columns[column].offsets[columns[column].lists[row] + element + 1];
    }

    private void openReaders() {
        FileSchema schema = files.file().getFileSchema();
        Map<String, String> leaves = new HashMap<>();
        for (ColumnSchema leaf : schema.getColumns()) {
            leaves.put(path(leaf), String.join(".", leaf.fieldPath().elements()));
        }
        List<String> present =
                names.stream().filter(leaves::containsKey).map(leaves::get).toList();
        readers = files.file()
                .buildColumnReaders(files.projection(present, names))
                .batchSize(BATCH_ROWS)
                .build();
        for (Column column : columns) {
            column.reader = null;
        }
        for (int i = 0; i < readers.getColumnCount(); i++) {
            ColumnReader reader = readers.getColumnReader(i);
            int column = names.indexOf(path(reader.getColumnSchema()));
            if (column >= 0) {
                columns[column].reader = reader;
            }
        }
    }

    /** Without the two levels that a list has for itself. */
    private static String path(ColumnSchema leaf) {
        List<String> elements = leaf.fieldPath().elements();
        return elements.size() == 1
                ? elements.getFirst()
                : elements.stream()
                        .filter(name -> !name.equals("list") && !name.equals("element"))
                        .collect(Collectors.joining("."));
    }

    private void closeReaders() {
        if (readers != null) {
            readers.close();
            readers = null;
        }
    }

    @Override
    public void close() {
        try {
            closeReaders();
        } finally {
            files.close();
        }
    }

    /** Of the batch, the values of one column. */
    private static final class Column {

        /** {@code null} when the file has no such column. */
        private ColumnReader reader;

        private Validity present;
        private int[] ints;
        private long[] longs;
        private double[] doubles;
        private byte[] bytes;
        private int[] offsets;
        private int[] lists;

        void take() {
            lists = null;
            if (reader == null) {
                return;
            }
            present = reader.getLeafValidity();
            if (reader.getLayerCount() > 0) {
                if (reader.getLayerCount() > 1 || reader.getLayerKind(0) != LayerKind.REPEATED) {
                    throw new IllegalArgumentException(
                            "is nested in more than one list: " + path(reader.getColumnSchema()));
                }
                lists = reader.getLayerOffsets(0);
            }
            switch (reader.getColumnSchema().type()) {
                case INT32 -> ints = reader.getInts();
                case INT64 -> longs = reader.getLongs();
                case DOUBLE -> doubles = reader.getDoubles();
                case BYTE_ARRAY -> {
                    bytes = reader.getBinaryValues();
                    offsets = reader.getBinaryOffsets();
                }
                default ->
                    throw new IllegalArgumentException(
                            "has a type that is not read by columns: " + reader.getColumnSchema());
            }
        }

        boolean isNull(int value) {
            return reader == null || present.hasNulls() && present.isNull(value);
        }
    }
}
