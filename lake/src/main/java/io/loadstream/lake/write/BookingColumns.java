package io.loadstream.lake.write;

import io.loadstream.domain.event.Limits;
import io.loadstream.domain.wire.BookingScan;
import io.loadstream.domain.wire.BookingScan.Field;
import io.loadstream.domain.wire.BookingScan.PassengerField;
import io.loadstream.lake.schema.ColumnType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Takes bookings that are plainly written from their bytes to the columns of their topic without making events of them:
 * the same columns that {@link EventColumns} gives for the event. Each thread needs its own.
 */
public final class BookingColumns {

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private final BookingScan scan = new BookingScan();
    private byte[] json;

    private static long[] powersOfTen() {
        long[] powers = new long[ColumnType.MONEY_PRECISION + 1];
        Arrays.setAll(powers, i -> (long) Math.pow(10, i));
        return powers;
    }

    /**
     * Gives all fields of the booking.
     *
     * @param out a row of the bookings' topic
     * @return whether it was given: if not, {@code out} has nothing of it, and the record is for the general reader
     */
    public boolean write(byte[] bytes, int offset, int length, RowWriter out) {
        if (!scan.find(bytes, offset, length)) {
            return false;
        }
        json = bytes;
        if (!keepsContract()) {
            return false;
        }
        text("event_type", Field.EVENT_TYPE, out);
        out.time("event_time", scan.eventTime());
        text("flight_id", Field.FLIGHT_ID, out);
        text("booking_id", Field.BOOKING_ID, out);
        text("channel", Field.CHANNEL, out);
        text("fare_bucket", Field.FARE_BUCKET, out);
        text("currency", Field.CURRENCY, out);
        out.number("total_price", scan.unscaledPrice() * POWERS_OF_TEN[ColumnType.MONEY_SCALE - scan.priceScale()]);
        out.list("passengers", scan.passengers(), this::passenger);
        if (scan.has(Field.PROMOTION_ID)) {
            text("promotion_id", Field.PROMOTION_ID, out);
        }
        return true;
    }

    /** Of the latest booking that was given, in whole microseconds. */
    public Instant eventTime() {
        return scan.eventTime().truncatedTo(ChronoUnit.MICROS);
    }

    private void passenger(int index, RowWriter out) {
        text("passenger_id", index, PassengerField.PASSENGER_ID, out);
        text("seat_id", index, PassengerField.SEAT_ID, out);
        text("cabin_code", index, PassengerField.CABIN_CODE, out);
    }

    private void text(String column, Field field, RowWriter out) {
        int begin = scan.begin(field);
        out.bytes(column, json, begin, scan.end(field) - begin);
    }

    private void text(String column, int passenger, PassengerField field, RowWriter out) {
        int begin = scan.begin(passenger, field);
        out.bytes(column, json, begin, scan.end(passenger, field) - begin);
    }

    /** Never when the event's own checks would refuse it; those say what is wrong. */
    private boolean keepsContract() {
        return isText(Field.FLIGHT_ID, Limits.ID_LENGTH)
                && isText(Field.BOOKING_ID, Limits.ID_LENGTH)
                && (!scan.has(Field.PROMOTION_ID) || isText(Field.PROMOTION_ID, Limits.ID_LENGTH))
                && isText(Field.CHANNEL, Limits.TEXT_LENGTH)
                && isText(Field.FARE_BUCKET, Limits.TEXT_LENGTH)
                && isCurrency(scan.begin(Field.CURRENCY), scan.end(Field.CURRENCY))
                && scan.priceScale() <= ColumnType.MONEY_SCALE
                && scan.unscaledPrice() < POWERS_OF_TEN[Limits.MONEY_INTEGER_DIGITS + scan.priceScale()]
                && arePassengers();
    }

    private boolean isCurrency(int begin, int end) {
        boolean capitals = end - begin == 3;
        for (int i = begin; capitals && i < end; i++) {
            capitals = json[i] >= 'A' && json[i] <= 'Z';
        }
        return capitals;
    }

    private boolean arePassengers() {
        for (int i = 0; i < scan.passengers(); i++) {
            if (!isText(i, PassengerField.PASSENGER_ID, Limits.ID_LENGTH)
                    || !isText(i, PassengerField.SEAT_ID, Limits.TEXT_LENGTH)
                    || !isText(i, PassengerField.CABIN_CODE, Limits.TEXT_LENGTH)
                    || isKnown(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a passenger before has the same id. */
    private boolean isKnown(int passenger) {
        int begin = scan.begin(passenger, PassengerField.PASSENGER_ID);
        int end = scan.end(passenger, PassengerField.PASSENGER_ID);
        for (int i = 0; i < passenger; i++) {
            int from = scan.begin(i, PassengerField.PASSENGER_ID);
            if (Arrays.equals(json, begin, end, json, from, scan.end(i, PassengerField.PASSENGER_ID))) {
                return true;
            }
        }
        return false;
    }

    private boolean isText(Field field, int maxLength) {
        return isText(scan.begin(field), scan.end(field), maxLength);
    }

    private boolean isText(int passenger, PassengerField field, int maxLength) {
        return isText(scan.begin(passenger, field), scan.end(passenger, field), maxLength);
    }

    private boolean isText(int begin, int end, int maxLength) {
        int at = begin;
        while (at < end && json[at] == ' ') {
            at++;
        }
        return at < end && end - begin <= maxLength;
    }
}
