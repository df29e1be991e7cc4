package io.loadstream.archiver;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Memory for records that wait for their file, used again and again: what lives as long as a file takes to fill would
 * otherwise be moved about by every collection of garbage. For one thread.
 */
final class ChunkPool {

    private static final int CHUNK_BYTES = 128 * 1024;
    /** Of a file's first chunk: most partitions of a quiet lake never need another. */
    private static final int FIRST_BYTES = 8 * 1024;

    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final int most;

    /** @param bytes that are kept at most while nobody needs them */
    ChunkPool(long bytes) {
        this.most = Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes / CHUNK_BYTES));
    }

    /** @param needed bytes that it must hold at least */
    ByteBuffer take(boolean first, int needed) {
        if (needed > CHUNK_BYTES) {
            return ByteBuffer.allocate(needed);
        }
        if (first && needed <= FIRST_BYTES) {
            return ByteBuffer.allocate(FIRST_BYTES);
        }
        ByteBuffer chunk = free.poll();
        return chunk == null ? ByteBuffer.allocate(CHUNK_BYTES) : chunk.clear();
    }

    /** Leaves as much memory to somebody else, as far as nobody needs it here now. */
    void cede(long bytes) {
        for (long left = bytes; left > 0 && !free.isEmpty(); left -= CHUNK_BYTES) {
            free.remove();
        }
    }

    /** Nobody reads it any more. */
    void give(ByteBuffer chunk) {
        if (chunk.capacity() == CHUNK_BYTES && free.size() < most) {
            free.add(chunk);
        }
    }
}
