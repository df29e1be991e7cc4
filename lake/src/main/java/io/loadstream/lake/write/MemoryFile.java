package io.loadstream.lake.write;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that is written to memory. */
final class MemoryFile implements OutputFile {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream(64 * 1024);

    void clear() {
        content.reset();
    }

    byte[] toBytes() {
        return content.toByteArray();
    }

    @Override
    public PositionOutputStream create(long blockSize) {
        return new PositionOutputStream() {
            @Override
            public long getPos() {
                return content.size();
            }

            @Override
            public void write(int value) {
                content.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                content.write(bytes, offset, length);
            }
        };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
