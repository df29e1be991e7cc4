package io.loadstream.lake.read;

import io.loadstream.lake.LakeStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** An object as parquet-java wants it: of whatever size, one piece of it is held at a time. */
public final class StoredRanges implements InputFile {

    /** The store's client takes up to three times as much for a moment. */
    private static final int PIECE_BYTES = 1 << 20;

    /** Has the footer of nearly every file, and small files whole. */
    private static final int TAIL_BYTES = 64 << 10;

    private final LakeStore store;
    private final LakeObject object;

    public StoredRanges(LakeStore store, LakeObject object) {
        this.store = store;
        this.object = object;
    }

    @Override
    public long getLength() {
        return object.bytes();
    }

    @Override
    public SeekableInputStream newStream() {
        Pieces pieces = new Pieces();
        return new DelegatingSeekableInputStream(pieces) {
            @Override
            public long getPos() {
                return pieces.position;
            }

            @Override
            public void seek(long position) {
                pieces.position = position;
            }
        };
    }

    @Override
    public String toString() {
        return object.key();
    }

    private final class Pieces extends InputStream {

        private long position;
        private byte[] piece = {};
        private long pieceStart;

        @Override
        public int read() throws IOException {
            if (isAtEnd()) {
                return -1;
            }
            int value = piece[offset()] & 0xFF;
            position++;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            if (isAtEnd()) {
                return -1;
            }
            int count = Math.min(length, piece.length - offset());
            System.arraycopy(piece, offset(), bytes, offset, count);
            position += count;
            return count;
        }

        private int offset() {
            return (int) (position - pieceStart);
        }

        /** Where it is not, the piece at the position is there afterwards. */
        private boolean isAtEnd() throws IOException {
            if (position >= object.bytes()) {
                return true;
            }
            if (position < pieceStart || position >= pieceStart + piece.length) {
                fetchPiece();
            }
            return false;
        }

        private void fetchPiece() throws IOException {
            // Let go of the one before first.
            piece = new byte[0];
            pieceStart = Math.min(position, Math.max(0, object.bytes() - TAIL_BYTES));
            int length = (int) Math.min(PIECE_BYTES, object.bytes() - pieceStart);
            try {
                piece = store.getRange(object.key(), pieceStart, length).join();
            } catch (CompletionException e) {
                throw new IOException(String.valueOf(e.getCause().getMessage()), e.getCause());
            }
        }
    }
}
