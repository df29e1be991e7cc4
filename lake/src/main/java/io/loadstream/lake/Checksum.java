package io.loadstream.lake;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The checksum that the lake keeps of each object. */
public final class Checksum {

    private Checksum() {}

    /** CRC-32C in 8 hexadecimal digits. */
    public static String crc32c(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
