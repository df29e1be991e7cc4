package io.loadstream.domain.wire;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingCreated.Passenger;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.wire.BookingScan.Field;
import io.loadstream.domain.wire.BookingScan.PassengerField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads bookings that are plainly written ({@link BookingScan}), several times faster than {@link EventReader}, and
 * leaves the others to it. Bookings are most of what the engine reads.
 *
 * <p>Keeps what it has read to use it again, so each thread needs its own.
 */
public final class BookingReader {

    private final BookingScan scan = new BookingScan();
    private final Texts texts = new Texts();

    /** The booking, or {@code null} when it is not one or not plainly written: then it is for {@link EventReader}. */
    public BookingCreated read(byte[] bytes, int offset, int length) {
        if (!scan.find(bytes, offset, length)) {
            return null;
        }
        try {
            return booking(bytes);
        } catch (InvalidEventException e) {
            // The other reader finds the same fault and tells it in the words of the contract.
            return null;
        }
    }

    private BookingCreated booking(byte[] json) {
        return new BookingCreated(
                scan.eventTime(),
                text(json, Field.FLIGHT_ID),
                texts.fresh(json, scan.begin(Field.BOOKING_ID), scan.end(Field.BOOKING_ID)),
                text(json, Field.CHANNEL),
                text(json, Field.FARE_BUCKET),
                text(json, Field.CURRENCY),
                BigDecimal.valueOf(scan.unscaledPrice(), scan.priceScale()),
                passengers(json),
                scan.has(Field.PROMOTION_ID) ? text(json, Field.PROMOTION_ID) : null);
    }

    private List<Passenger> passengers(byte[] json) {
        Passenger first = passenger(json, 0);
        int count = scan.passengers();
        if (count == 1) {
            return List.of(first);
        }
        List<Passenger> all = new ArrayList<>(count);
        all.add(first);
        for (int i = 1; i < count; i++) {
            all.add(passenger(json, i));
        }
        return all;
    }

    private Passenger passenger(byte[] json, int index) {
        return new Passenger(
                text(json, index, PassengerField.PASSENGER_ID),
                text(json, index, PassengerField.SEAT_ID),
                text(json, index, PassengerField.CABIN_CODE));
    }

    private String text(byte[] json, Field field) {
        return texts.of(json, scan.begin(field), scan.end(field));
    }

    private String text(byte[] json, int passenger, PassengerField field) {
        return texts.of(json, scan.begin(passenger, field), scan.end(passenger, field));
    }
}
