package io.loadstream.lake.write;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** The least and the greatest of byte strings, as unsigned bytes. */
final class ByteBounds {

    private byte[] least = {};
    private byte[] greatest = {};
    private boolean empty = true;

    void add(byte[] bytes, int offset, int length) {
        if (empty) {
            least = Arrays.copyOfRange(bytes, offset, offset + length);
            greatest = least;
            empty = false;
        } else if (Arrays.compareUnsigned(bytes, offset, offset + length, least, 0, least.length) < 0) {
            least = Arrays.copyOfRange(bytes, offset, offset + length);
        } else if (Arrays.compareUnsigned(bytes, offset, offset + length, greatest, 0, greatest.length) > 0) {
            greatest = Arrays.copyOfRange(bytes, offset, offset + length);
        }
    }

    void tell(Statistics<?> statistics) {
        if (!empty) {
            statistics.updateStats(Binary.fromConstantByteArray(least));
            statistics.updateStats(Binary.fromConstantByteArray(greatest));
        }
    }

    void clear() {
        empty = true;
    }
}
