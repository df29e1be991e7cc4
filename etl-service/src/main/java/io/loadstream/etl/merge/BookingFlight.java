package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.CopyRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a booking has of its flight: how long before departure it was made, and whether it was cancelled already. The same as
 * the statement that merges bookings says, for those that are new to the table; the check {@code
 * departures_are_those_scheduled} holds both together.
 */
final class BookingFlight implements FlightColumns {

    private static final String DEPARTURES = SqlText.of("look-up/departures");
    private static final String CANCELLATIONS = SqlText.of("look-up/cancellations");
    private static final int MOST_CANCELLATIONS = 50_000;

    private static final long MICROS_PER_MINUTE = 60_000_000;
    private static final long MICROS_PER_DAY = 24 * 60 * MICROS_PER_MINUTE;
    private static final int MINUTES_PER_DAY = 24 * 60;

    /** Days from 1970 to 2000. */
    private static final int EPOCH_DAYS = 10_957;

    /** Where a staged row has its first value, the time of the booking, and the second, its id. */
    private static final int TIME_AT = Short.BYTES;

    private static final int ID_AT = TIME_AT + Integer.BYTES + Long.BYTES;

    private record Departure(long micros, int date) {}

    private record Cancellation(long micros, String reason) {}

    private final Map<String, Departure> departures = new HashMap<>();
    private final Map<String, Map<String, Cancellation>> cancellations = new HashMap<>();

    @Override
    public List<String> names() {
        return List.of(
                "booked_date",
                "flight_date",
                "minutes_to_departure",
                "days_to_departure",
                "cancelled_at",
                "cancellation_reason");
    }

    @Override
    public boolean lookUp(LoadTransaction transaction, List<String> flightIds) {
        departures.clear();
        cancellations.clear();
        String[] ids = flightIds.toArray(String[]::new);
        transaction.query(
                DEPARTURES,
                row -> departures.put(row.getString(1), new Departure(row.getLong(2), row.getInt(3))),
                (Object) ids);
        long[] count = new long[1];
        transaction.query(
                CANCELLATIONS,
                row -> {
                    count[0]++;
                    cancellations
                            .computeIfAbsent(row.getString(1), flight -> new HashMap<>())
                            .put(row.getString(2), new Cancellation(row.getLong(3), row.getString(4)));
                },
                ids,
                MOST_CANCELLATIONS + 1);
        return count[0] <= MOST_CANCELLATIONS;
    }

    @Override
    public void write(CopyRows out, CopyRows rows, int from, String flightId) {
        long bookedAt = rows.timeAt(from + TIME_AT);
        out.date((int) Math.floorDiv(bookedAt, MICROS_PER_DAY) - EPOCH_DAYS);
        Departure departure = departures.get(flightId);
        if (departure == null) {
            out.absent();
            out.absent();
            out.absent();
        } else {
            long minutes = Math.max(0, Math.floorDiv(departure.micros - bookedAt, MICROS_PER_MINUTE));
            out.date(departure.date);
            out.longValue(minutes);
            out.intValue((int) (minutes / MINUTES_PER_DAY));
        }
        Map<String, Cancellation> ofFlight = cancellations.get(flightId);
        Cancellation cancellation = ofFlight == null ? null : ofFlight.get(rows.textAt(from + ID_AT));
        if (cancellation == null) {
            out.absent();
            out.absent();
        } else {
            out.time(cancellation.micros);
            out.text(cancellation.reason);
        }
    }
}
