package io.loadstream.lake.read;

import io.loadstream.lake.ChainFile;

/**
 * A Parquet file to be read.
 *
 * @param bytes its size
 * @param rows rows in it
 */
public record LakeObject(String key, long bytes, long rows) {

    public static LakeObject of(ChainFile file) {
        return new LakeObject(file.key(), file.bytes(), file.rows());
    }
}
