package io.loadstream.domain.wire;

import io.loadstream.domain.event.BookingCreated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the fields of bookings as nearly all of them are written: known fields, each once, in ASCII without escapes,
 * plain numbers. Whatever is different in the least it refuses: then it is for {@link EventReader}.
 *
 * <p>Keeps where the fields of the latest booking lie instead of making objects of them, so each thread needs its own.
 */
public final class BookingScan {

    /** Of a booking, in the order in which they are usually written; the last one may be missing. */
    public enum Field {
        EVENT_TYPE,
        EVENT_TIME,
        BOOKING_ID,
        FLIGHT_ID,
        CHANNEL,
        FARE_BUCKET,
        CURRENCY,
        TOTAL_PRICE,
        PASSENGERS,
        PROMOTION_ID
    }

    /** Of a passenger. */
    public enum PassengerField {
        PASSENGER_ID,
        SEAT_ID,
        CABIN_CODE
    }

    private static final Field[] FIELDS = Field.values();
    private static final byte[][] NAMES = quoted(FIELDS);
    private static final byte[][] PASSENGER_NAMES = quoted(PassengerField.values());
    private static final byte[] TYPE = BookingCreated.class.getSimpleName().getBytes(StandardCharsets.US_ASCII);
    private static final int ALL_BUT_PROMOTION = (1 << NAMES.length - 1) - 1;
    private static final int WHOLE_PASSENGER = (1 << PASSENGER_NAMES.length) - 1;
    private static final int MAX_DIGITS = 17;
    private static final int MAX_TIME = 30;

    private final int[] begins = new int[NAMES.length];
    private final int[] ends = new int[NAMES.length];
    /** Begin and end of each field of each passenger. */
    private int[] passengerFields = new int[8 * PASSENGER_NAMES.length];

    private final char[] time = new char[MAX_TIME];
    private int seen;
    private int passengers;
    private Instant eventTime;
    private long unscaledPrice;
    private int priceScale;

    private byte[] json;
    private int at;
    private int end;
    private int textEnd;

    /** Whether it is a booking that is plainly written. Its values may break the contract nevertheless. */
    public boolean find(byte[] bytes, int offset, int length) {
        json = bytes;
        at = offset;
        end = offset + length;
        try {
            object();
            return true;
        } catch (NotPlain e) {
            return false;
        }
    }

    public boolean has(Field field) {
        return (seen & 1 << field.ordinal()) != 0;
    }

    /** Index of the first byte of a text that the booking has, without its quotes. */
    public int begin(Field text) {
        return begins[text.ordinal()];
    }

    /** Index after the last byte of a text that the booking has. */
    public int end(Field text) {
        return ends[text.ordinal()];
    }

    /** To the nanosecond, as it is written. */
    public Instant eventTime() {
        return eventTime;
    }

    /** The price without its point; not negative. */
    public long unscaledPrice() {
        return unscaledPrice;
    }

    /** Digits of the price behind the point. */
    public int priceScale() {
        return priceScale;
    }

    /** How many, at least one. */
    public int passengers() {
        return passengers;
    }

    /** Index of the first byte of a passenger's text, without its quotes. */
    public int begin(int passenger, PassengerField field) {
        return passengerFields[slot(passenger, field.ordinal())];
    }

    /** Index after the last byte of a passenger's text. */
    public int end(int passenger, PassengerField field) {
        return passengerFields[slot(passenger, field.ordinal()) + 1];
    }

    private static int slot(int passenger, int field) {
        return 2 * (passenger * PASSENGER_NAMES.length + field);
    }

    private void object() {
        seen = 0;
        expect('{');
        do {
            int field = field(NAMES, Integer.bitCount(seen));
            seen = once(seen, field);
            switch (FIELDS[field]) {
                case EVENT_TIME -> eventTime = time();
                case TOTAL_PRICE -> price();
                case PASSENGERS -> allPassengers();
                default -> {
                    begins[field] = text();
                    ends[field] = textEnd;
                }
            }
        } while (more('}'));
        space();
        if (at != end || (seen & ALL_BUT_PROMOTION) != ALL_BUT_PROMOTION || !isOfType()) {
            throw NotPlain.INSTANCE;
        }
    }

    private boolean isOfType() {
        return Arrays.equals(json, begin(Field.EVENT_TYPE), end(Field.EVENT_TYPE), TYPE, 0, TYPE.length);
    }

    private void allPassengers() {
        passengers = 0;
        expect('[');
        do {
            passenger();
        } while (more(']'));
    }

    private void passenger() {
        int first = slot(passengers, 0);
        if (first + 2 * PASSENGER_NAMES.length > passengerFields.length) {
            passengerFields = Arrays.copyOf(passengerFields, 2 * passengerFields.length);
        }
        int given = 0;
        expect('{');
        do {
            int field = field(PASSENGER_NAMES, Integer.bitCount(given));
            given = once(given, field);
            passengerFields[first + 2 * field] = text();
            passengerFields[first + 2 * field + 1] = textEnd;
        } while (more('}'));
        if (given != WHOLE_PASSENGER) {
            throw NotPlain.INSTANCE;
        }
        passengers++;
    }

    /** Number of the field whose name stands next; {@code likely} is tried first. */
    private int field(byte[][] names, int likely) {
        space();
        int field = likely < names.length && isNext(names[likely]) ? likely : -1;
        for (int i = 0; field < 0 && i < names.length; i++) {
            field = isNext(names[i]) ? i : -1;
        }
        if (field < 0) {
            throw NotPlain.INSTANCE;
        }
        at += names[field].length;
        expect(':');
        return field;
    }

    private boolean isNext(byte[] quoted) {
        int after = at + quoted.length;
        return after <= end && Arrays.equals(json, at, after, quoted, 0, quoted.length);
    }

    private static byte[][] quoted(Enum<?>[] fields) {
        return Stream.of(fields)
                .map(field -> ('"' + field.name().toLowerCase(Locale.ROOT) + '"').getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    private static int once(int seen, int field) {
        if ((seen & 1 << field) != 0) {
            throw NotPlain.INSTANCE;
        }
        return seen | 1 << field;
    }

    /** Steps over a string; answers where it begins and leaves its end in {@link #textEnd}. */
    private int text() {
        expect('"');
        int begin = at;
        textEnd = AsciiText.end(json, begin, end);
        if (textEnd == end || json[textEnd] != '"') {
            throw NotPlain.INSTANCE;
        }
        at = textEnd + 1;
        return begin;
    }

    private Instant time() {
        int begin = text();
        int length = textEnd - begin;
        if (length < 20 || length > MAX_TIME || json[textEnd - 1] != 'Z') {
            throw NotPlain.INSTANCE;
        }
        for (int i = 0; i < length; i++) {
            time[i] = (char) json[begin + i];
        }
        Instant instant = Timestamps.parseUtc(time, 0, length);
        if (instant == null) {
            throw NotPlain.INSTANCE;
        }
        return instant;
    }

    private void price() {
        space();
        byte[] digits = json;
        int begin = at;
        int limit = end;
        int next = begin;
        long unscaled = 0;
        int scale = -1;
        for (; next < limit; next++) {
            int digit = digits[next] - '0';
            if (digit >= 0 && digit <= 9) {
                unscaled = unscaled * 10 + digit;
                scale += scale < 0 ? 0 : 1;
            } else if (digits[next] == '.' && scale < 0 && next > begin) {
                scale = 0;
            } else {
                break;
            }
        }
        at = next;
        boolean leadingZero = next - begin > 1 && digits[begin] == '0' && digits[begin + 1] != '.';
        if (next == begin || next - begin > MAX_DIGITS || scale == 0 || leadingZero) {
            throw NotPlain.INSTANCE;
        }
        unscaledPrice = unscaled;
        priceScale = Math.max(scale, 0);
    }

    private void expect(char c) {
        int next = at;
        if (next >= end || json[next] != c) {
            space();
            next = at;
            if (next >= end || json[next] != c) {
                throw NotPlain.INSTANCE;
            }
        }
        at = next + 1;
    }

    /** Whether a comma comes next, and not {@code close}; either is stepped over. */
    private boolean more(char close) {
        space();
        byte b = at < end ? json[at++] : 0;
        if (b != ',' && b != close) {
            throw NotPlain.INSTANCE;
        }
        return b == ',';
    }

    private void space() {
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    /** Says that the other reader must look; costs nothing. */
    private static final class NotPlain extends RuntimeException {

        private static final long serialVersionUID = 1L;

        static final NotPlain INSTANCE = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }
}
