package io.loadstream.lake.write;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file that is written to memory, in pieces: one that grows is not copied. */
final class MemoryFile implements OutputFile {

    private static final int PIECE_BYTES = 64 << 10;

    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    /** What it holds is used again. */
    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        ByteBuffer content = ByteBuffer.allocate(size);
        pieces().forEach(content::put);
        return content.array();
    }

    /** Its content, not copied: good until it is cleared. */
    List<ByteBuffer> pieces() {
        List<ByteBuffer> content = new ArrayList<>();
        for (int start = 0; start < size; start += PIECE_BYTES) {
            content.add(ByteBuffer.wrap(pieces.get(start / PIECE_BYTES), 0, Math.min(PIECE_BYTES, size - start)));
        }
        return content;
    }

    private void append(byte[] bytes, int offset, int length) {
        int end = Math.addExact(size, length);
        for (int from = offset; size < end; ) {
            int piece = size / PIECE_BYTES;
            if (piece == pieces.size()) {
                pieces.add(new byte[PIECE_BYTES]);
            }
            int count = Math.min(end - size, PIECE_BYTES - size % PIECE_BYTES);
            System.arraycopy(bytes, from, pieces.get(piece), size % PIECE_BYTES, count);
            from += count;
            size += count;
        }
    }

    @Override
    public PositionOutputStream create(long blockSize) {
        return new PositionOutputStream() {
            @Override
            public long getPos() {
                return size;
            }

            @Override
            public void write(int value) {
                append(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                append(bytes, offset, length);
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
