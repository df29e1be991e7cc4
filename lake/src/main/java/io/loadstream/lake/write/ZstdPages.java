package io.loadstream.lake.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with zstd. The context lives outside the heap, so that it is made once for each file and released
 * with it: one that is left to the garbage collector is found too late.
 */
final class ZstdPages implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {

    /** On random ids and prices the higher levels were found to cost time and save nothing. */
    private static final int LEVEL = 1;

    private ZstdCompressCtx context;
    private byte[] compressed = {};

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("files of the lake are compressed with zstd, not " + codec);
        }
        return this;
    }

    /** What it answers is good until the next page. */
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        if (context == null) {
            context = new ZstdCompressCtx().setLevel(LEVEL);
        }
        ByteBuffer content = page.toByteBuffer();
        int bound = Math.toIntExact(Zstd.compressBound(content.remaining()));
        if (bound > compressed.length) {
            compressed = new byte[bound];
        }
        int from = content.arrayOffset() + content.position();
        int size = context.compressByteArray(compressed, 0, bound, content.array(), from, content.remaining());
        return BytesInput.from(compressed, 0, size);
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("only writes");
    }

    @Override
    public void release() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
