package io.loadstream.lake.write;

import io.loadstream.lake.schema.TopicSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file in the making, in memory: zstd, dictionaries where they pay, statistics and page indexes. Values go
 * straight into buffers of their columns and from there into pages; pages and the rest of the file are parquet-java's.
 * For one thread.
 *
 * @param <T> what a row is made of
 */
public final class ParquetFile<T> implements AutoCloseable {

    /** On random ids and prices the higher levels were found to cost time and save nothing. */
    private static final int ZSTD_LEVEL = 1;

    /** Bytes of a row group before it is compressed. */
    private static final long ROW_GROUP_BYTES = 32 << 20;

    /** Rows from one look at the size to the next. */
    private static final int ROWS_PER_LOOK = 256;

    /** Longer bounds of texts are cut, the upper one rounded up. */
    private static final int BOUND_BYTES = 64;

    private final MemoryFile file = new MemoryFile();
    private final ZstdPages codec = new ZstdPages(ZSTD_LEVEL);
    private final MessageType type;
    private final Map<String, String> footer;
    private final BiConsumer<T, RowWriter> columns;
    private final List<ColumnBuffer> buffers = new ArrayList<>();
    private final RowWriter out;
    private final ParquetFileWriter writer;
    private ColumnChunkPageWriteStore pages;
    private long rowGroupRows;
    private long rows;

    /**
     * @param footer key-value metadata of the file
     * @param columns gives the values of a row
     */
    public ParquetFile(TopicSchema schema, Map<String, String> footer, BiConsumer<T, RowWriter> columns) {
        this.type = ParquetTypes.message(schema);
        this.footer = Map.copyOf(footer);
        this.columns = columns;
        FieldBuffers row = FieldBuffers.row(schema.columns(), type);
        row.forEachColumn(buffers::add);
        this.out = new RowWriter(row);
        try {
            writer = new ParquetFileWriter(
                    file,
                    type,
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
        pages = new ColumnChunkPageWriteStore(codec, type, HeapByteBufferAllocator.getInstance(), BOUND_BYTES, true);
        buffers.forEach(buffer -> buffer.to(pages.getPageWriter(buffer.column)));
        rowGroupRows = 0;
    }

    public void add(T row) {
        out.beginRow();
        columns.accept(row, out);
        out.endRow();
        rows++;
        rowGroupRows++;
        if (rowGroupRows % ROWS_PER_LOOK == 0
                && buffers.stream().mapToLong(ColumnBuffer::chunkBytes).sum() >= ROW_GROUP_BYTES) {
            endRowGroup();
            beginRowGroup();
        }
    }

    private void endRowGroup() {
        try {
            buffers.forEach(ColumnBuffer::endChunk);
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
        try {
            if (rowGroupRows > 0) {
                endRowGroup();
            }
            writer.end(footer);
            return file.toBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives up what memory it holds outside the heap; the file need not be finished. */
    @Override
    public void close() {
        codec.release();
    }
}
