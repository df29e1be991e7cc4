package io.loadstream.lake.write;

import io.loadstream.lake.audit.ZstdDecompression;
import io.loadstream.lake.schema.TopicSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.parquet.PlainReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of several files in one, copied column by column. Beside what it is making it holds one row group as it is
 * stored, and of each of its columns the page that is being copied. For one thread.
 */
public final class FoldedFile implements AutoCloseable {

    private final ColumnBuffers buffers;
    private final ParquetFile<Void> file;

    /** @param footer key-value metadata of the file */
    public FoldedFile(TopicSchema schema, Map<String, String> footer) {
        this.buffers = new ColumnBuffers(schema);
        this.file = new ParquetFile<>(buffers, footer, (row, out) -> {
            throw new IllegalStateException("rows come from files only");
        });
    }

    /**
     * Adds all rows of {@code source}, of whose columns those that are not there are absent.
     *
     * @return {@code false} when it has a column that the schema has not, or has otherwise: nothing of it was added then
     * @throws IOException when it cannot be read; page checksums are checked
     */
    public boolean add(InputFile source) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(source, PlainReadOptions.of(new ZstdDecompression()))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            if (!schema.getColumns().stream().allMatch(this::isKnown)) {
                return false;
            }
            for (int i = 0; i < reader.getRowGroups().size(); i++) {
                try (PageReadStore rowGroup = reader.readRowGroup(i)) {
                    file.addAll(new ColumnCopy(rowGroup, schema, buffers));
                }
            }
            return true;
        }
    }

    private boolean isKnown(ColumnDescriptor column) {
        return buffers.columns().stream()
                .map(buffer -> buffer.column)
                .anyMatch(known -> known.equals(column)
                        && known.getPrimitiveType().getPrimitiveTypeName()
                                == column.getPrimitiveType().getPrimitiveTypeName()
                        && known.getMaxDefinitionLevel() == column.getMaxDefinitionLevel()
                        && known.getMaxRepetitionLevel() == column.getMaxRepetitionLevel());
    }

    /** Rows so far. */
    public long rows() {
        return file.rows();
    }

    /** Ends the file and gives its content, piece by piece. */
    public List<ByteBuffer> finish() {
        file.end();
        return buffers.file().pieces();
    }

    /** Gives up what memory it holds outside the heap; the file need not be finished. */
    @Override
    public void close() {
        file.close();
    }
}
