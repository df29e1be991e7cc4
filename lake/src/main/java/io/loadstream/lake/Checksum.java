package io.loadstream.lake;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** The checksum that the lake keeps of each object. */
public final class Checksum {

    private Checksum() {}

    /** CRC-32C in 8 hexadecimal digits. */
    public static String crc32c(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return hex(checksum);
    }

    /** Of what these hold together. */
    public static String crc32c(List<ByteBuffer> content) {
        CRC32C checksum = new CRC32C();
        content.forEach(piece -> checksum.update(piece.duplicate()));
        return hex(checksum);
    }

    private static String hex(CRC32C checksum) {
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
