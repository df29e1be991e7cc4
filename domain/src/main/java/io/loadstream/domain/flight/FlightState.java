package io.loadstream.domain.flight;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingEvent;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.wire.MetricsWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One flight as its events so far have made it. {@link #apply} is deterministic and knows no clock; it changes the
 * state in place, since millions of these are held and each takes millions of events. Not safe for use by more than one
 * thread.
 */
public final class FlightState {

    /** What the warehouse's money columns hold, in ten-thousandths. */
    private static final long MAX_REVENUE = 999_999_999_999_999_999L;

    /** Where the flight is in its life. */
    public enum Phase {
        UNSCHEDULED,
        OPEN,
        DEPARTED,
        CANCELLED
    }

    final String flightId;
    Phase phase = Phase.UNSCHEDULED;
    Schedule schedule;
    long asOf = Long.MIN_VALUE;
    long closedAt = Long.MAX_VALUE;

    final BookingLedger ledger = new BookingLedger();
    FareBuckets otherBuckets = FareBuckets.NONE;
    int bookedSeats;
    long revenue;
    String currency;
    boolean severalCurrencies;
    double velocity;

    Inventory inventory;
    Promotion promotion = Promotion.NONE;

    /** {@code null} for none. */
    KeptBookings kept;

    /** Lowest page of the ledger that the changelog does not hold as it is. */
    int unwrittenPage;

    private boolean marked;
    private long due = Long.MAX_VALUE;

    public FlightState(String flightId) {
        this.flightId = flightId;
    }

    /** Takes the event in at its own time, and says what became of it. */
    public Fate apply(InputEvent event) {
        return apply(event, Micros.of(event.eventTime()));
    }

    /** @param at the time that it counts at, microseconds: its own, or an earlier one where that is not believed */
    public Fate apply(InputEvent event, long at) {
        return switch (event) {
            case BookingCreated booking -> booked(booking, at);
            case CabinInventorySnapshot snapshot -> seen(snapshot, at);
            case BookingCancelled cancelled -> returned(cancelled, at);
            case FlightScheduled scheduled -> scheduled(scheduled, at);
            case FlightDeparted departed -> closed(Phase.DEPARTED, departed, at);
            case FlightCancelled cancelled -> closed(Phase.CANCELLED, cancelled, at);
        };
    }

    private Fate booked(BookingCreated booking, long at) {
        if (at > closedAt) {
            return Fate.AFTER_CLOSE;
        }
        if (schedule == null) {
            return KeptBookings.exceeded(kept, booking) == null ? Fate.KEPT : Fate.OVER_LIMIT;
        }
        long hash = BookingHash.of(booking.bookingId());
        int entry = ledger.find(hash);
        if (entry >= 0 && !isCancelledAhead(entry)) {
            return Fate.DUPLICATE;
        }
        int seats = booking.seats();
        FareBuckets buckets = otherBuckets.with(booking.fareBucket());
        byte bucket = buckets.codeOf(booking.fareBucket());
        long price = Money.of(booking.totalPrice());
        if (exceeded(entry, seats, bucket, price) != null) {
            return Fate.OVER_LIMIT;
        }
        otherBuckets = buckets;
        advanceTo(at);
        int strideBefore = ledger.stride();
        if (entry >= 0) {
            ledger.complete(entry, seats, bucket, price);
            rewriteFrom(ledger.stride() == strideBefore ? entry : 0);
            return Fate.ALREADY_CANCELLED;
        }
        ledger.add(hash, seats, bucket, price);
        if (ledger.stride() != strideBefore) {
            rewriteFrom(0);
        }
        bookedSeats += seats;
        earn(booking.currency(), price);
        velocity += at == asOf ? Velocity.of(seats) : Velocity.decayed(Velocity.of(seats), asOf - at);
        return bookedSeats > schedule.totalSeats() ? Fate.OVERBOOKED : Fate.COUNTED;
    }

    private Fate returned(BookingCancelled cancelled, long at) {
        if (at > closedAt) {
            return Fate.AFTER_CLOSE;
        }
        if (schedule == null) {
            return KeptBookings.exceeded(kept, cancelled) == null ? Fate.KEPT : Fate.OVER_LIMIT;
        }
        long hash = BookingHash.of(cancelled.bookingId());
        int entry = ledger.find(hash);
        if (entry < 0) {
            if (ledger.isFull()) {
                return Fate.OVER_LIMIT;
            }
            ledger.add(hash, 0, (byte) 0, 0);
            ledger.cancel(ledger.size() - 1);
            advanceTo(at);
            return Fate.CANCELLED_AHEAD;
        }
        if (ledger.isCancelled(entry)) {
            return Fate.DUPLICATE;
        }
        advanceTo(at);
        rewriteFrom(entry);
        ledger.cancel(entry);
        bookedSeats -= ledger.seats(entry);
        revenue -= ledger.price(entry);
        return Fate.RETURNED;
    }

    private Fate seen(CabinInventorySnapshot snapshot, long at) {
        if (at > closedAt) {
            return Fate.AFTER_CLOSE;
        }
        if (inventory != null && at < inventory.seenAt()) {
            return Fate.OUTDATED;
        }
        Inventory seen = Inventory.of(snapshot, at);
        if (seen.isTooLarge()) {
            return Fate.OVER_LIMIT;
        }
        advanceTo(at);
        inventory = seen;
        return Fate.NOTED;
    }

    private Fate scheduled(FlightScheduled event, long at) {
        if (at > closedAt) {
            return Fate.AFTER_CLOSE;
        }
        if (schedule != null && at < schedule.statedAt()) {
            return Fate.OUTDATED;
        }
        Schedule stated = Schedule.of(event, at);
        if (stated.equals(schedule)) {
            return Fate.DUPLICATE;
        }
        if (stated.isTooLarge()) {
            return Fate.OVER_LIMIT;
        }
        Fate fate = schedule == null ? Fate.SCHEDULED : Fate.RESCHEDULED;
        advanceTo(at);
        schedule = stated;
        if (phase == Phase.UNSCHEDULED) {
            phase = Phase.OPEN;
        }
        return fate;
    }

    private Fate closed(Phase how, InputEvent event, long at) {
        if (phase == Phase.DEPARTED || phase == Phase.CANCELLED) {
            return Fate.DUPLICATE;
        }
        advanceTo(at);
        phase = how;
        closedAt = Micros.of(event.eventTime());
        return how == Phase.DEPARTED ? Fate.DEPARTED : Fate.CANCELLED;
    }

    private boolean isCancelledAhead(int entry) {
        return ledger.isCancelled(entry) && ledger.seats(entry) == 0;
    }

    private void rewriteFrom(int entry) {
        unwrittenPage = Math.min(unwrittenPage, entry / BookingLedger.PAGE_ENTRIES);
    }

    /** Which limit made an event {@link Fate#OVER_LIMIT}; {@code null} when none does. */
    public Limit exceeded(InputEvent event) {
        return switch (event) {
            case BookingEvent booking when schedule == null -> KeptBookings.exceeded(kept, booking);
            case BookingCreated booking -> {
                String bucket = booking.fareBucket();
                yield exceeded(
                        ledger.find(BookingHash.of(booking.bookingId())),
                        booking.seats(),
                        otherBuckets.with(bucket).codeOf(bucket),
                        Money.of(booking.totalPrice()));
            }
            case BookingCancelled cancelled -> ledger.isFull() ? Limit.BOOKINGS : null;
            case CabinInventorySnapshot snapshot -> Inventory.of(snapshot, 0).isTooLarge() ? Limit.INVENTORY : null;
            case FlightScheduled scheduled -> Schedule.of(scheduled, 0).isTooLarge() ? Limit.SCHEDULE : null;
            case FlightDeparted departed -> null;
            case FlightCancelled cancelled -> null;
        };
    }

    /** @param entry of the booking in the ledger, or -1 */
    private Limit exceeded(int entry, int seats, byte bucket, long price) {
        if (bucket == FareBuckets.TOO_MANY) {
            return Limit.FARE_BUCKETS;
        }
        if (!BookingLedger.holds(seats)) {
            return Limit.SEATS;
        }
        if (entry < 0 && ledger.isFull()) {
            return Limit.BOOKINGS;
        }
        return revenue > MAX_REVENUE - price ? Limit.REVENUE : null;
    }

    private void earn(String in, long price) {
        if (currency == null) {
            currency = Symbols.shared(in);
        } else if (!currency.equals(in)) {
            severalCurrencies = true;
        }
        revenue += price;
    }

    /** Moves the state's time on, never back. */
    public void advanceTo(long at) {
        if (at > asOf) {
            if (asOf != Long.MIN_VALUE) {
                velocity = Velocity.decayed(velocity, at - asOf);
            }
            asOf = at;
        }
    }

    /** Takes back a time that proved wrong: nothing that it has seen counts as later than {@code at}. Says if any did. */
    public boolean comeBackTo(long at) {
        if (asOf <= at) {
            return false;
        }
        asOf = at;
        if (schedule != null && schedule.statedAt() > at) {
            schedule = schedule.statedAt(at);
        }
        if (inventory != null && inventory.seenAt() > at) {
            inventory = inventory.seenAt(at);
        }
        return true;
    }

    /** Keeps a booking whose {@link Fate} was {@link Fate#KEPT} at {@code at}, microseconds. */
    public void keep(Arrived arrived, long at) {
        keep(arrived);
        advanceTo(at);
    }

    void keep(Arrived arrived) {
        if (kept == null) {
            kept = new KeptBookings();
        }
        kept.add(arrived);
    }

    /** What was kept, in the order of arrival, to be applied now; nothing is kept from then on. */
    public List<Arrived> release() {
        List<Arrived> released = keptBookings();
        kept = null;
        return released;
    }

    public int keptCount() {
        return keptBookings().size();
    }

    List<Arrived> keptBookings() {
        return kept == null ? List.of() : kept.all();
    }

    public String flightId() {
        return flightId;
    }

    public Phase phase() {
        return phase;
    }

    /** {@code null} until it has come. */
    public Schedule schedule() {
        return schedule;
    }

    /** Event time of the latest event or timer that it has seen, microseconds. */
    public long asOf() {
        return asOf;
    }

    /** When it departed or was cancelled, microseconds; {@link Long#MAX_VALUE} before. */
    public long closedAt() {
        return closedAt;
    }

    /** Seats sold and not taken back. */
    public int bookedSeats() {
        return bookedSeats;
    }

    public int totalSeats() {
        return schedule.totalSeats();
    }

    /** Booked over total seats, rounded half up to three decimals, as published. */
    public double loadFactor() {
        long total = schedule.totalSeats();
        return (bookedSeats * 2000L + total) / (2 * total) / 1000.0;
    }

    /** Whole minutes from {@code at} (microseconds) to the departure, floor, never negative. */
    public long minutesToDeparture(long at) {
        return Math.max(0, Math.floorDiv(schedule.departure() - at, Micros.PER_MINUTE));
    }

    /** Seats a day at {@code at} (microseconds), three decimals. */
    public double velocityPerDay(long at) {
        double now = at > asOf ? Velocity.decayed(velocity, at - asOf) : velocity;
        return Math.floor(now * 1000 + 0.5) / 1000;
    }

    /** Revenue of the bookings that stand; {@code null} before the first and when they are in several currencies. */
    public BigDecimal revenue() {
        return currency == null || severalCurrencies ? null : Money.toDecimal(revenue);
    }

    /** Currency of {@link #revenue()}; {@code null} when that is. */
    public String currency() {
        return severalCurrencies ? null : currency;
    }

    /** Seats sold and not taken back, by fare bucket. */
    public Map<String, Integer> bookedByBucket() {
        Map<String, Integer> booked = new TreeMap<>();
        for (int i = 0; i < ledger.size(); i++) {
            if (!ledger.isCancelled(i)) {
                booked.merge(otherBuckets.name(ledger.bucket(i)), ledger.seats(i), Integer::sum);
            }
        }
        return booked;
    }

    /**
     * What is published of the flight, whose schedule must be known: the JSON of a {@link CabinInventoryMetrics}.
     *
     * @param at microseconds
     * @param id the flight's id in UTF-8
     */
    public byte[] metrics(long at, byte[] id, MetricsWriter writer) {
        return writer.write(
                at,
                id,
                bookedSeats,
                totalSeats(),
                loadFactor(),
                minutesToDeparture(at),
                velocityPerDay(at),
                revenue,
                severalCurrencies ? null : currency);
    }

    /** What is for sale, as last seen; {@code null} before the first snapshot. */
    public Inventory inventory() {
        return inventory;
    }

    public Promotion promotion() {
        return promotion;
    }

    public void promotion(Promotion now) {
        promotion = now;
    }

    /** Whether the state is marked as changed since it was last written. */
    public boolean marked() {
        return marked;
    }

    public void marked(boolean now) {
        marked = now;
    }

    /** When time alone calls for a look at it, microseconds; {@link Long#MAX_VALUE} for never. */
    public long due() {
        return due;
    }

    public void due(long at) {
        due = at;
    }
}
