package io.loadstream.lake.audit;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Page decompression for parquet-java without Hadoop. */
public final class ZstdDecompression
        implements CompressionCodecFactory, CompressionCodecFactory.BytesInputDecompressor {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("only reads");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("files of the lake are compressed with zstd, not " + codec);
        }
        return this;
    }

    @Override
    public BytesInput decompress(BytesInput page, int uncompressedSize) throws IOException {
        return BytesInput.from(Zstd.decompress(page.toByteArray(), uncompressedSize));
    }

    @Override
    public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize) {
        byte[] compressed = new byte[compressedSize];
        input.get(compressed);
        output.put(Zstd.decompress(compressed, uncompressedSize));
    }

    @Override
    public void release() {
        // Holds nothing.
    }
}
