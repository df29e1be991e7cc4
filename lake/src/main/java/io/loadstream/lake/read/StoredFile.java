package io.loadstream.lake.read;

import dev.hardwood.InputFile;
import io.loadstream.lake.LakeStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An object as the Parquet reader wants it: small ones are fetched whole, of large ones what is asked for. */
final class StoredFile implements InputFile {

    /** Up to this many bytes one request costs less than several. */
    private static final long WHOLE_UP_TO = 8 << 20;

    private final LakeStore store;
    private final String key;
    private final long length;
    /** Of a small object. The reader's own threads read while it may be closed. */
    private volatile CompletableFuture<byte[]> whole;

    StoredFile(LakeStore store, String key, long length) {
        this.store = store;
        this.key = key;
        this.length = length;
    }

    /** Starts to fetch a small object, so that it is there when it is opened. */
    void prefetch() {
        if (whole == null && length <= WHOLE_UP_TO) {
            whole = store.get(key);
        }
    }

    @Override
    public void open() {
        prefetch();
    }

    @Override
    public ByteBuffer readRange(long offset, int count) throws IOException {
        CompletableFuture<byte[]> content = whole;
        if (content != null) {
            return ByteBuffer.wrap(join(content), (int) offset, count).slice();
        }
        return ByteBuffer.wrap(join(store.getRange(key, offset, count)));
    }

    private byte[] join(CompletableFuture<byte[]> content) throws IOException {
        try {
            return content.join();
        } catch (CompletionException e) {
            throw new IOException(key + " could not be read: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String name() {
        return key;
    }

    @Override
    public void close() {
        whole = null;
    }
}
