package io.loadstream.domain.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A growing buffer of compact JSON in UTF-8. Field names are ASCII and need no escape. For those who write an event
 * straight from their figures; all others have {@link EventWriter}.
 */
public final class JsonBytes {

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000};

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Of a long that is not negative. */
    private static final int MAX_DIGITS = 19;

    private byte[] bytes = new byte[512];
    private int length;
    private boolean first = true;

    /** Day of the last time that was written, since 1970, and the text of its beginning. */
    private long day = Long.MIN_VALUE;

    private final byte[] midnight = new byte[Timestamps.LENGTH];

    /** Begins anew. */
    public JsonBytes clear() {
        length = 0;
        first = true;
        return this;
    }

    /** All that was written since the last {@link #clear}, in an array of its own. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    JsonBytes beginObject() {
        separate();
        put('{');
        first = true;
        return this;
    }

    JsonBytes endObject() {
        put('}');
        first = false;
        return this;
    }

    JsonBytes beginArray() {
        put('[');
        first = true;
        return this;
    }

    JsonBytes endArray() {
        put(']');
        first = false;
        return this;
    }

    /** Starts a field whose value is written next by {@link #beginArray} or {@link #beginFieldObject}. */
    JsonBytes name(String field) {
        reserve(field.length() + 4);
        if (first) {
            first = false;
        } else {
            bytes[length++] = ',';
        }
        bytes[length++] = '"';
        ascii(field);
        bytes[length++] = '"';
        bytes[length++] = ':';
        return this;
    }

    /** The object that is the value of the field just named. */
    JsonBytes beginFieldObject() {
        put('{');
        first = true;
        return this;
    }

    /** {@code null} leaves the field out. */
    JsonBytes field(String field, String value) {
        if (value != null) {
            name(field);
            text(value);
        }
        return this;
    }

    JsonBytes field(String field, Enum<?> value) {
        return field(field, value.name());
    }

    /** {@code null} leaves the field out. */
    JsonBytes field(String field, Instant value) {
        if (value != null) {
            name(field);
            put('"');
            time(value.getEpochSecond() * 1_000_000 + value.getNano() / 1000);
            put('"');
        }
        return this;
    }

    JsonBytes field(String field, long value) {
        name(field);
        number(value);
        return this;
    }

    /** {@code null} leaves the field out. */
    JsonBytes field(String field, Integer value) {
        return value == null ? this : field(field, value.longValue());
    }

    JsonBytes field(String field, boolean value) {
        name(field);
        ascii(value ? "true" : "false");
        return this;
    }

    /** {@code null} leaves the field out; a whole number is written without a fraction. */
    JsonBytes field(String field, Double value) {
        if (value != null) {
            name(field);
            number(value.doubleValue());
        }
        return this;
    }

    /** {@code null} leaves the field out. */
    JsonBytes field(String field, BigDecimal value) {
        if (value != null) {
            name(field);
            if (value.scale() == 0 && value.precision() < 18) {
                number(value.longValue());
            } else {
                ascii(value.toPlainString());
            }
        }
        return this;
    }

    /** Bytes of JSON as they are. */
    public JsonBytes raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** What stands between the quotes of a time, in microseconds since 1970 UTC. */
    public JsonBytes time(long micros) {
        long newDay = Math.floorDiv(micros, Timestamps.MICROS_PER_DAY);
        if (newDay != day) {
            Timestamps.write(newDay * Timestamps.SECONDS_PER_DAY, 0, midnight, 0);
            day = newDay;
        }
        raw(midnight);
        Timestamps.writeTimeOfDay(micros - newDay * Timestamps.MICROS_PER_DAY, bytes, length - Timestamps.LENGTH);
        return this;
    }

    /** A string of text in UTF-8. */
    JsonBytes text(byte[] utf8) {
        if (AsciiText.end(utf8, 0, utf8.length) < utf8.length) {
            text(new String(utf8, StandardCharsets.UTF_8));
            return this;
        }
        put('"');
        raw(utf8);
        put('"');
        return this;
    }

    /** Without a fraction when it is whole. */
    JsonBytes number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            number((long) value);
            return this;
        }
        long thousandths = Math.round(value * 1000);
        if (thousandths / 1000.0 == value && thousandths > 0 && thousandths < 1_000_000_000L) {
            decimal(thousandths, 3);
        } else {
            ascii(Double.toString(value));
        }
        return this;
    }

    /** {@code unscaled} divided by ten as often as {@code scale} says, without trailing zeros; not negative. */
    public JsonBytes decimal(long unscaled, int scale) {
        int decimals = scale;
        long shortest = unscaled;
        while (decimals > 0 && shortest % 10 == 0) {
            shortest /= 10;
            decimals--;
        }
        long unit = POWERS[decimals];
        number(shortest / unit);
        if (decimals > 0) {
            put('.');
            digits(shortest % unit, decimals);
        }
        return this;
    }

    /** A whole number. */
    public JsonBytes number(long value) {
        if (value < 0) {
            ascii(Long.toString(value));
        } else if (value < 10) {
            put('0' + (int) value);
        } else if (value < 1_000_000_000) {
            digits((int) value);
        } else {
            int digits = 10;
            for (long bound = 10_000_000_000L; value >= bound && digits < MAX_DIGITS; bound *= 10) {
                digits++;
            }
            digits(value, digits);
        }
        return this;
    }

    /** Most numbers are small, and their digits come faster so. */
    private void digits(int value) {
        int count = 2;
        for (int bound = 100; value >= bound && count < 9; bound *= 10) {
            count++;
        }
        reserve(count);
        int rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            int tenth = rest / 10;
            bytes[i] = (byte) ('0' + rest - 10 * tenth);
            rest = tenth;
        }
        length += count;
    }

    /** The last {@code count} digits of {@code value}, with leading zeros. */
    private void digits(long value, int count) {
        reserve(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /** A string, in its quotes. */
    public JsonBytes text(String value) {
        int count = value.length();
        reserve(count + 2);
        bytes[length++] = '"';
        int plain = 0;
        while (plain < count && isPlain(value.charAt(plain))) {
            bytes[length++] = (byte) value.charAt(plain++);
        }
        for (int i = plain; i < count; i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                put(c);
            } else {
                i += special(value, i, c);
            }
        }
        put('"');
        return this;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /** Writes the character at {@code i} and returns how many more characters of {@code value} it took. */
    private int special(String value, int i, char c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < 0x20) {
            ascii("\\u00");
            put(HEX[c >> 4]);
            put(HEX[c & 15]);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6);
            put(0x80 | c & 0x3F);
        } else if (Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1))) {
            int point = Character.toCodePoint(c, value.charAt(i + 1));
            put(0xF0 | point >> 18);
            put(0x80 | point >> 12 & 0x3F);
            put(0x80 | point >> 6 & 0x3F);
            put(0x80 | point & 0x3F);
            return 1;
        } else {
            char unit = Character.isSurrogate(c) ? '\uFFFD' : c;
            put(0xE0 | unit >> 12);
            put(0x80 | unit >> 6 & 0x3F);
            put(0x80 | unit & 0x3F);
        }
        return 0;
    }

    // The deprecated method takes the low byte of each character, which of ASCII is all there is, by one copy.
    @SuppressWarnings("deprecation")
    private void ascii(String value) {
        int count = value.length();
        reserve(count);
        value.getBytes(0, count, bytes, length);
        length += count;
    }

    private void separate() {
        if (first) {
            first = false;
        } else {
            put(',');
        }
    }

    /** One byte of JSON as it is. */
    public JsonBytes raw(char json) {
        put(json);
        return this;
    }

    private void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
