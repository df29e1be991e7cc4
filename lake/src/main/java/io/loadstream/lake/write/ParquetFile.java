package io.loadstream.lake.write;

import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file in the making, in memory: zstd, dictionaries where they pay, statistics and page indexes. For one
 * thread.
 *
 * @param <T> what a row is made of
 */
public final class ParquetFile<T> implements AutoCloseable {

    /** On random ids and prices the higher levels were found to cost time and save nothing. */
    private static final int ZSTD_LEVEL = 1;

    /** Bytes of a row group before it is compressed. */
    private static final long ROW_GROUP_BYTES = 32 << 20;

    private final MemoryFile file = new MemoryFile();
    private final ZstdPages codec = new ZstdPages(ZSTD_LEVEL);
    private final ParquetWriter<T> writer;
    private long rows;

    /**
     * @param footer key-value metadata of the file
     * @param columns gives the values of a row
     */
    public ParquetFile(TopicSchema schema, Map<String, String> footer, BiConsumer<T, RowWriter> columns) {
        try {
            Builder<T> builder = new Builder<>(file, new Rows<>(schema, columns));
            for (Column column : schema.columns()) {
                if (TopicSchemas.isDistinct(column.name())) {
                    builder.withDictionaryEncoding(column.name(), false);
                }
            }
            writer = builder.withConf(new PlainParquetConfiguration())
                    .withCodecFactory(codec)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withRowGroupSize(ROW_GROUP_BYTES)
                    // Offsets, times and prices as differences.
                    .withWriterVersion(WriterVersion.PARQUET_2_0)
                    .withPageWriteChecksumEnabled(true)
                    .withExtraMetaData(footer)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void add(T row) {
        try {
            writer.write(row);
            rows++;
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
            writer.close();
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

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {

        private final WriteSupport<T> rows;

        Builder(MemoryFile file, WriteSupport<T> rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    private static final class Rows<T> extends WriteSupport<T> {

        private final TopicSchema schema;
        private final MessageType type;
        private final BiConsumer<T, RowWriter> columns;
        private RowWriter out;

        Rows(TopicSchema schema, BiConsumer<T, RowWriter> columns) {
            this.schema = schema;
            this.type = ParquetTypes.message(schema);
            this.columns = columns;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(type, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(type, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = new RowWriter(consumer, schema.columns());
        }

        @Override
        public void write(T row) {
            out.beginRow();
            columns.accept(row, out);
            out.endRow();
        }
    }
}
