package io.loadstream.lake.write;

import io.loadstream.lake.schema.TopicSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * A Parquet file in the making, in memory: zstd, dictionaries where they pay, statistics and page indexes. Values go
 * straight into buffers of their columns and from there into pages; pages and the rest of the file are parquet-java's.
 * For one thread.
 *
 * @param <T> what a row is made of
 */
public final class ParquetFile<T> implements AutoCloseable {

    /** Bytes of a row group before it is compressed. */
    private static final long ROW_GROUP_BYTES = 32 << 20;

    /** Rows from one look at the size to the next. */
    private static final int ROWS_PER_LOOK = 256;

    /** Longer bounds of texts are cut, the upper one rounded up. */
    private static final int BOUND_BYTES = 64;

    private final ColumnBuffers buffers;
    private final Map<String, String> footer;
    private final BiConsumer<T, RowWriter> columns;
    private final ParquetFileWriter writer;
    private ColumnChunkPageWriteStore pages;
    private long rowGroupRows;
    private long rows;

    /**
     * @param footer key-value metadata of the file
     * @param columns gives the values of a row
     */
    public ParquetFile(TopicSchema schema, Map<String, String> footer, BiConsumer<T, RowWriter> columns) {
        this(new ColumnBuffers(schema), footer, columns);
    }

    /** @param buffers for this file alone until it is closed */
    public ParquetFile(ColumnBuffers buffers, Map<String, String> footer, BiConsumer<T, RowWriter> columns) {
        this.buffers = buffers;
        this.footer = Map.copyOf(footer);
        this.columns = columns;
        buffers.clear();
        try {
            writer = new ParquetFileWriter(
                    buffers.file(),
                    buffers.type(),
                    ParquetFileWriter.Mode.CREATE,
                    ROW_GROUP_BYTES,
                    ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                    BOUND_BYTES,
                    BOUND_BYTES,
                    true);
            writer.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        beginRowGroup();
    }

    private void beginRowGroup() {
        pages = new ColumnChunkPageWriteStore(
                buffers.codec(), buffers.type(), HeapByteBufferAllocator.getInstance(), BOUND_BYTES, true);
        buffers.beginRowGroup(pages);
        rowGroupRows = 0;
    }

    public void add(T row) {
        RowWriter out = buffers.rows();
        out.beginRow();
        columns.accept(row, out);
        out.endRow();
        added(1);
    }

    /** Adds all rows of a row group of another file. */
    void addAll(ColumnCopy rowGroup) {
        while (rowGroup.rowsLeft() > 0) {
            long untilLook = ROWS_PER_LOOK - rowGroupRows % ROWS_PER_LOOK;
            int count = (int) Math.min(untilLook, rowGroup.rowsLeft());
            rowGroup.copy(count);
            added(count);
        }
    }

    private void added(int count) {
        rows += count;
        rowGroupRows += count;
        if (rowGroupRows % ROWS_PER_LOOK == 0 && buffers.rowGroupBytes() >= ROW_GROUP_BYTES) {
            endRowGroup();
            beginRowGroup();
        }
    }

    private void endRowGroup() {
        try {
            buffers.endRowGroup();
            writer.startBlock(rowGroupRows);
            pages.flushToFileWriter(writer);
            writer.endBlock();
            pages.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows so far. */
    public long rows() {
        return rows;
    }

    /** Ends the file and gives its content. */
    public byte[] finish() {
        end();
        return buffers.file().toBytes();
    }

    void end() {
        try {
            if (rowGroupRows > 0) {
                endRowGroup();
            }
            writer.end(footer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives up what memory it holds outside the heap; the file need not be finished. */
    @Override
    public void close() {
        buffers.codec().release();
    }
}
