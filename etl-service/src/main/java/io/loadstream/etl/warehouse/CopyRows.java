package io.loadstream.etl.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Rows in the binary format of Postgres' {@code COPY}, one value after the other. Where they begin and end is told when they
 * are sent. For one thread.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html#SQL-COPY-FILE-FORMATS">the format</a>
 */
public final class CopyRows {

    /** Seconds from 1970 to 2000, from which Postgres counts. */
    private static final long EPOCH_SECONDS = 946_684_800;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long EPOCH_MICROS = EPOCH_SECONDS * MICROS_PER_SECOND;
    private static final int NANOS_PER_MICRO = 1_000;

    /** A numeric is made of digits to this base. */
    private static final int NUMERIC_BASE = 10_000;

    private static final int SCALE = 4;
    private static final short NEGATIVE = 0x4000;
    private static final int MOST_DIGITS = 6;

    private final short[] digits = new short[MOST_DIGITS];
    private ByteBuffer bytes;

    /**
     * @param capacity bytes that there is room for at first
     */
    public CopyRows(int capacity) {
        bytes = ByteBuffer.allocate(capacity);
    }

    /** Bytes of all rows so far. */
    public int size() {
        return bytes.position();
    }

    /** Begins a row; as many values must follow. */
    public void begin(int columns) {
        room(Short.BYTES).putShort((short) columns);
    }

    /** No value. */
    public void absent() {
        room(Integer.BYTES).putInt(-1);
    }

    /** A text without U+0000. */
    public void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }

    /** The same, as UTF-8. */
    public void text(byte[] utf8, int from, int to) {
        room(Integer.BYTES + to - from).putInt(to - from).put(utf8, from, to - from);
    }

    /** A {@code timestamptz}, to the microsecond. */
    public void time(Instant value) {
        longValue((value.getEpochSecond() - EPOCH_SECONDS) * MICROS_PER_SECOND + value.getNano() / NANOS_PER_MICRO);
    }

    /** The same, in microseconds since 1970. */
    public void time(long micros) {
        longValue(micros - EPOCH_MICROS);
    }

    /** A {@code date}, in days since 2000. */
    public void date(int days) {
        intValue(days);
    }

    public void intValue(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
    }

    public void longValue(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    }

    public void doubleValue(double value) {
        room(Integer.BYTES + Double.BYTES).putInt(Double.BYTES).putDouble(value);
    }

    /**
     * A {@code numeric} with four decimals.
     *
     * @throws ArithmeticException when it has more, or more than 18 digits
     */
    public void decimal(BigDecimal value) {
        decimal(value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
    }

    /** The same, in ten-thousandths. */
    public void decimal(long units) {
        long rest = Math.abs(units);
        int count = 0;
        while (rest > 0) {
            digits[count++] = (short) (rest % NUMERIC_BASE);
            rest /= NUMERIC_BASE;
        }
        room(Integer.BYTES + (4 + count) * Short.BYTES)
                .putInt((4 + count) * Short.BYTES)
                .putShort((short) count)
                // The weight of the first digit: the last one counts ten-thousandths.
                .putShort((short) (count - 2))
                .putShort(units < 0 ? NEGATIVE : 0)
                .putShort((short) SCALE);
        for (int digit = count - 1; digit >= 0; digit--) {
            bytes.putShort(digits[digit]);
        }
    }

    /** The values of other rows, as they were written there, from one byte to before another. */
    public void values(CopyRows other, int from, int to) {
        room(to - from).put(other.bytes.array(), from, to - from);
    }

    /** The {@code timestamptz} that is written from that byte on, in microseconds since 1970. */
    public long timeAt(int from) {
        return bytes.getLong(from + Integer.BYTES) + EPOCH_MICROS;
    }

    /** The text that is written from that byte on. */
    public String textAt(int from) {
        return new String(bytes.array(), from + Integer.BYTES, bytes.getInt(from), StandardCharsets.UTF_8);
    }

    /** Takes back what was written from that byte on. */
    public void cut(int size) {
        bytes.position(size);
    }

    /** What was written; its owner may empty it once it is sent. */
    ByteBuffer bytes() {
        return bytes;
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more));
            larger.put(bytes.flip());
            bytes = larger;
        }
        return bytes;
    }
}
