package io.loadstream.lake.write;

import io.loadstream.lake.schema.TopicSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.schema.MessageType;

/**
 * The memory that the making of a file takes. It may be used for one file after another, which spares the collector of
 * garbage most of its work; for one file at a time.
 */
public final class ColumnBuffers {

    private final TopicSchema schema;
    private final MessageType type;
    private final List<ColumnBuffer> columns = new ArrayList<>();
    private final RowWriter rows;
    private final MemoryFile file = new MemoryFile();
    private final ZstdPages codec = new ZstdPages();

    public ColumnBuffers(TopicSchema schema) {
        this.schema = schema;
        this.type = ParquetTypes.message(schema);
        FieldBuffers row = FieldBuffers.row(schema.columns(), type);
        row.forEachColumn(columns::add);
        this.rows = new RowWriter(row);
    }

    public TopicSchema schema() {
        return schema;
    }

    MessageType type() {
        return type;
    }

    RowWriter rows() {
        return rows;
    }

    List<ColumnBuffer> columns() {
        return columns;
    }

    MemoryFile file() {
        return file;
    }

    ZstdPages codec() {
        return codec;
    }

    /** Forgets what an earlier file may have left. */
    void clear() {
        file.clear();
        columns.forEach(ColumnBuffer::clear);
    }

    void beginRowGroup(PageWriteStore pages) {
        columns.forEach(column -> column.to(pages.getPageWriter(column.column)));
    }

    void endRowGroup() {
        columns.forEach(ColumnBuffer::endChunk);
    }

    /** What has come since the row group began, before compression, about. */
    long rowGroupBytes() {
        return columns.stream().mapToLong(ColumnBuffer::chunkBytes).sum();
    }
}
