package io.loadstream.lake.write;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with zstd. The context lives outside the heap, so that it is made once for each file and released
 * with it: one that is left to the garbage collector is found too late.
 */
final class ZstdPages implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {

    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdPages(int level) {
        context.setLevel(level);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("files of the lake are compressed with zstd, not " + codec);
        }
        return this;
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        return BytesInput.from(context.compress(page.toByteArray()));
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
        context.close();
    }
}
