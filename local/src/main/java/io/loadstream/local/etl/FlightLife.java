package io.loadstream.local.etl;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happens on a flight besides its bookings, so that no table of the warehouse stays empty. */
final class FlightLife {

    /** Reason of cancellations that the lake is to say of that they are no events, so that the loader rejects them. */
    static final String UNREADABLE = "UNREADABLE";

    /** By how much the departure of some flights is put off. */
    static final Duration PUT_OFF = Duration.ofHours(30);

    private static final String CURRENCY = "GBP";
    private static final String RULE = "sells-badly";
    private static final int DECIDED_AT = 60;
    private static final int ENDED_AT = 100;

    private final int seats;
    private final int bookings;

    /**
     * @param seats of each flight
     * @param bookings that each flight is given; it departs, or is cancelled, after the last one
     */
    FlightLife(int seats, int bookings) {
        this.seats = seats;
        this.bookings = bookings;
    }

    /** Id of the offer that a flight's {@code nth} booking uses; {@code null} when it uses none. */
    static String offerOf(String flightId, long flight, long nth) {
        boolean valid = nth > DECIDED_AT && nth < ENDED_AT;
        return valid && !heldOut(flight) && nth % 5 == 0 ? decisionId(flightId) : null;
    }

    /** Whether the same booking is delivered once more. */
    static boolean isToldAgain(long number) {
        return number % 50 == 7;
    }

    /** By how much a booking comes later than its event time says: behind many that are younger. */
    static Duration lateBy(long number, long nth) {
        return number % 70 == 3 && nth > 20 ? Duration.ofDays(9) : Duration.ZERO;
    }

    /** Whether the flight's departure is put off after its {@code nth} booking, which is before or after its decision. */
    static boolean isPutOff(long flight, long nth) {
        return flight % 7 == 0 && nth == (flight % 2 == 0 ? 30 : 110);
    }

    private static boolean isCancelled(long flight) {
        return flight % 20 == 19;
    }

    /**
     * What follows one booking.
     *
     * @param number of the booking, of all flights
     * @param nth of the flight's, from 0
     */
    List<Event> after(BookingCreated booking, long number, long flight, long nth, Instant departure) {
        List<Event> events = new ArrayList<>();
        if (number % 3 != 0) {
            events.add(metrics(booking, nth));
        }
        if (number % 25 == 0) {
            events.add(new BookingCancelled(
                    booking.eventTime().plusSeconds(3600),
                    booking.flightId(),
                    booking.bookingId(),
                    number % 5000 == 0 ? UNREADABLE : "CUSTOMER"));
        }
        if (number % 10 == 0) {
            events.add(truth(booking));
        }
        if (nth == 0) {
            events.add(snapshot(booking));
        } else if (nth == DECIDED_AT) {
            events.add(decision(booking, flight, departure));
        } else if (nth == ENDED_AT && !heldOut(flight)) {
            events.add(new PromotionEnded(
                    booking.eventTime(),
                    booking.flightId(),
                    decisionId(booking.flightId()),
                    PromotionEnded.Reason.EXPIRED));
        } else if (nth == bookings - 1 && isCancelled(flight)) {
            events.add(new FlightCancelled(booking.eventTime(), booking.flightId()));
        } else if (nth == bookings - 1) {
            events.add(new FlightDeparted(departure, booking.flightId()));
            events.add(truth(booking.flightId(), flight, departure));
        }
        return events;
    }

    private static boolean heldOut(long flight) {
        return flight % 3 == 0;
    }

    private static String decisionId(String flightId) {
        return "d-" + flightId;
    }

    private CabinInventoryMetrics metrics(BookingCreated booking, long nth) {
        int booked = (int) nth + 1;
        return new CabinInventoryMetrics(
                booking.eventTime(),
                booking.flightId(),
                booked,
                seats,
                Math.round(booked * 1000.0 / seats) / 1000.0,
                60_000,
                2.5,
                BigDecimal.valueOf(booked * 150L),
                CURRENCY);
    }

    private static CabinInventorySnapshot snapshot(BookingCreated booking) {
        return new CabinInventorySnapshot(
                booking.eventTime(),
                booking.flightId(),
                130_000,
                CURRENCY,
                List.of(new CabinInventorySnapshot.Cabin(
                        "Y",
                        List.of(
                                new CabinInventorySnapshot.FareBucket("Y", 9, BigDecimal.valueOf(220)),
                                new CabinInventorySnapshot.FareBucket("K", 4, BigDecimal.valueOf(90))))));
    }

    private Event decision(BookingCreated booking, long flight, Instant departure) {
        Instant at = booking.eventTime();
        long minutes = Duration.between(at, departure).toMinutes();
        double loadFactor = Math.round(DECIDED_AT * 1000.0 / seats) / 1000.0;
        Explanation explanation = new Explanation(
                decisionId(booking.flightId()),
                "policy-1",
                new Explanation.Inputs(DECIDED_AT, seats, loadFactor, minutes, null),
                List.of(new Explanation.Consideration(RULE, true, "load factor below 0.7")),
                heldOut(flight) ? Explanation.Arm.HOLDOUT : Explanation.Arm.TREATED,
                new Explanation.Cause("bookings", 0, 1),
                null);
        return heldOut(flight)
                ? new PromotionSuppressed(at, booking.flightId(), RULE, PromotionSuppressed.Reason.HOLDOUT, explanation)
                : new PromotionTriggered(
                        at,
                        booking.flightId(),
                        "decision-engine",
                        loadFactor,
                        minutes,
                        "K",
                        10,
                        RULE,
                        departure,
                        explanation);
    }

    private static BookingTruth truth(BookingCreated booking) {
        return new BookingTruth(
                booking.eventTime(),
                booking.flightId(),
                booking.bookingId(),
                "LEISURE",
                booking.seats(),
                BigDecimal.valueOf(500),
                CURRENCY,
                BookingTruth.Effect.NONE,
                booking.fareBucket(),
                booking.totalPrice(),
                booking.fareBucket(),
                booking.totalPrice());
    }

    private FlightTruth truth(String flightId, long flight, Instant departure) {
        BigDecimal revenue = BigDecimal.valueOf(bookings * 150L);
        return new FlightTruth(
                departure,
                flightId,
                seats,
                heldOut(flight) ? 0 : 1,
                bookings,
                bookings,
                revenue,
                bookings,
                bookings,
                revenue,
                CURRENCY,
                0,
                0);
    }
}
