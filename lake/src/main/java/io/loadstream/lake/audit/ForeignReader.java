package io.loadstream.lake.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.parquet.PlainReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Reads a Parquet file with parquet-java's own record assembly. */
public final class ForeignReader {

    private ForeignReader() {}

    /**
     * Gives every row of {@code file} to {@code rows}, all columns, in order.
     *
     * @throws IOException when it is not a whole, valid Parquet file; page checksums are checked
     */
    public static void read(byte[] file, Consumer<Group> rows) throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(new Bytes(file), PlainReadOptions.of(new ZstdDecompression()))) {
            MessageType schema = reader.getFileMetaData().getSchema();
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            PageReadStore rowGroup;
            while ((rowGroup = reader.readNextRowGroup()) != null) {
                RecordReader<Group> records = columns.getRecordReader(rowGroup, new GroupRecordConverter(schema));
                for (long i = 0; i < rowGroup.getRowCount(); i++) {
                    rows.accept(records.read());
                }
            }
        }
    }

    private record Bytes(byte[] content) implements InputFile {

        @Override
        public long getLength() {
            return content.length;
        }

        @Override
        public SeekableInputStream newStream() {
            Position stream = new Position(content);
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() {
                    return stream.get();
                }

                @Override
                public void seek(long position) {
                    stream.set(position);
                }
            };
        }
    }

    private static final class Position extends ByteArrayInputStream {

        Position(byte[] content) {
            super(content);
        }

        long get() {
            return pos;
        }

        void set(long position) {
            pos = Math.toIntExact(position);
        }
    }
}
