package io.loadstream.domain.market;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import java.util.Arrays;

/**
 * What has just happened in a market, as plain figures: who only counts or writes it need make no objects of it. There is
 * one for each market, which changes with the next thing that happens.
 */
public final class Happening {

    /** What may happen; each is one event on the wire. */
    public enum Kind {
        FLIGHT_SCHEDULED(Topic.FLIGHT_LIFECYCLE),
        FLIGHT_DEPARTED(Topic.FLIGHT_LIFECYCLE),
        FLIGHT_CANCELLED(Topic.FLIGHT_LIFECYCLE),
        INVENTORY_TOLD(Topic.SEAT_INVENTORY),
        BOOKED(Topic.BOOKINGS),
        BOOKING_TAKEN_BACK(Topic.BOOKINGS),
        BOOKING_TRUTH(Topic.SIMULATION_TRUTH),
        FLIGHT_TRUTH(Topic.SIMULATION_TRUTH);

        private final Topic topic;

        Kind(Topic topic) {
            this.topic = topic;
        }

        public Topic topic() {
            return topic;
        }
    }

    final String currency;
    Kind kind;
    FlightMarket flight;
    long at;

    /** Whose booking it is, for the kinds that are about one. */
    SegmentDraws segment;

    /** Of the customer, in the segment. */
    int number;

    private String bookingId;
    long customer;
    int cabin;
    int party;
    /** Cents that the customer would pay for a seat. */
    long willingness;
    /** {@code null} when nothing is bought. */
    Purchase bought;
    /** The same without promotions. */
    Purchase wouldHave;

    /** Why a booking is taken back. */
    String reason;

    /** Seats on sale by fare class, cabin after cabin, when inventory is told. */
    int[] available = new int[16];

    Happening(String currency) {
        this.currency = currency;
    }

    public Kind kind() {
        return kind;
    }

    /** Event time, microseconds. */
    public long timeMicros() {
        return at;
    }

    public String flightId() {
        return flight.plan.id();
    }

    /** The flight's id in ASCII: one array for all that happens to the flight, which is not to be changed. */
    public byte[] flightKey() {
        return flight.plan.key();
    }

    /** The event as a record that lasts. */
    public Event toEvent() {
        return HappeningEvents.of(this);
    }

    /** Made once for all that is told of one booking in a row. */
    String bookingId() {
        if (bookingId == null) {
            bookingId = flight.plan.id() + '-' + segment.letter + number;
        }
        return bookingId;
    }

    /** Whose booking it is from now on. */
    void ofCustomer(SegmentDraws whose, int which) {
        segment = whose;
        number = which;
        bookingId = null;
    }

    Happening of(Kind what, FlightMarket whose, long when) {
        kind = what;
        flight = whose;
        at = when;
        return this;
    }

    /** Room for the seats on sale in so many fare classes. */
    int[] available(int classes) {
        if (available.length < classes) {
            available = Arrays.copyOf(available, classes);
        }
        return available;
    }
}
