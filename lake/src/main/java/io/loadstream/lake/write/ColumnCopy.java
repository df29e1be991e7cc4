package io.loadstream.lake.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of a row group on their way into the buffers of a file in the making: values with their levels, so that no
 * row is made of them. A column that the row group does not have is absent wherever what it lies in is there.
 */
final class ColumnCopy {

    private static final PrimitiveConverter UNUSED = new PrimitiveConverter() {};

    private final List<Source> sources = new ArrayList<>();
    private long rowsLeft;

    /**
     * @param from schema of the row group; {@code to} has all of its columns
     * @throws IllegalArgumentException when a column is not there that must have a value
     */
    ColumnCopy(PageReadStore rowGroup, MessageType from, ColumnBuffers to) {
        this.rowsLeft = rowGroup.getRowCount();
        List<ColumnBuffer> missing = new ArrayList<>();
        for (ColumnBuffer buffer : to.columns()) {
            String[] path = buffer.column.getPath();
            if (from.containsPath(path)) {
                ColumnDescriptor column = from.getColumnDescription(path);
                // The version of the writer is of use only with an encoding that the lake does not have.
                ColumnReader reader = new ColumnReaderImpl(column, rowGroup.getPageReader(column), UNUSED, null);
                sources.add(new Source(reader, buffer));
            } else {
                missing.add(buffer);
            }
        }
        missing.forEach(buffer -> follow(buffer, from));
    }

    /** It goes along with the column that has most of its path in common. */
    private void follow(ColumnBuffer missing, MessageType from) {
        String[] path = missing.column.getPath();
        Source nearest = sources.stream()
                .max(Comparator.comparingInt(source -> shared(path, source.to.column.getPath())))
                .orElseThrow();
        String[] shared = Arrays.copyOf(path, shared(path, nearest.to.column.getPath()));
        int definition = from.getMaxDefinitionLevel(shared);
        if (definition == missing.column.getMaxDefinitionLevel()) {
            throw new IllegalArgumentException("column " + String.join(".", path) + " must have a value");
        }
        nearest.followers.add(new Follower(missing, from.getMaxRepetitionLevel(shared), definition));
    }

    /** How many of their names are the same, from the outermost on. */
    private static int shared(String[] path, String[] other) {
        int difference = Arrays.mismatch(path, other);
        return difference < 0 ? path.length : difference;
    }

    long rowsLeft() {
        return rowsLeft;
    }

    /** Copies the next rows, at most {@link #rowsLeft()}. */
    void copy(int rows) {
        rowsLeft -= rows;
        for (Source source : sources) {
            source.copy(rows);
            if (rowsLeft == 0) {
                source.requireEnd();
            }
        }
    }

    /**
     * A column that is not there, and goes along with one that is.
     *
     * @param repetition level of what both lie in
     * @param definition level of it, when it is there
     */
    private record Follower(ColumnBuffer to, int repetition, int definition) {

        void entry(int repetitionLevel, int definitionLevel) {
            if (repetitionLevel <= repetition) {
                to.absent(repetitionLevel, Math.min(definitionLevel, definition));
            }
        }
    }

    private static final class Source {

        private final ColumnReader from;
        private final ColumnBuffer to;
        private final List<Follower> followers = new ArrayList<>();
        private final int present;
        private long copied;

        Source(ColumnReader from, ColumnBuffer to) {
            this.from = from;
            this.to = to;
            this.present = to.column.getMaxDefinitionLevel();
        }

        void copy(int rows) {
            for (int row = 0; row < rows; row++) {
                do {
                    copyEntry();
                } while (from.getCurrentRepetitionLevel() > 0);
            }
        }

        private void copyEntry() {
            if (copied++ == from.getTotalValueCount()) {
                throw new IllegalStateException("column " + name() + " ends before its row group");
            }
            int repetition = from.getCurrentRepetitionLevel();
            int definition = from.getCurrentDefinitionLevel();
            if (definition == present) {
                to.take(from, repetition, definition);
            } else {
                to.absent(repetition, definition);
            }
            for (Follower follower : followers) {
                follower.entry(repetition, definition);
            }
            from.consume();
        }

        void requireEnd() {
            if (copied != from.getTotalValueCount()) {
                throw new IllegalStateException("column " + name() + " goes on behind its row group");
            }
        }

        private String name() {
            return String.join(".", to.column.getPath());
        }
    }
}
