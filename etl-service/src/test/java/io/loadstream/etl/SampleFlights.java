package io.loadstream.etl;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The life of a few flights with everything that may happen to one, the same for the same seed. */
final class SampleFlights {

    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private Instant now = START;

    private SampleFlights(long seed) {
        random = new Random(seed);
    }

    /** All events of {@code flights} flights, each at an instant of its own. */
    static List<Event> events(long seed, int flights) {
        SampleFlights sample = new SampleFlights(seed);
        for (int i = 0; i < flights; i++) {
            sample.flight("BA%03d_2026-03-%02d".formatted(100 + i, 2 + i % 20));
        }
        return sample.events;
    }

    private void flight(String flightId) {
        Instant departure = START.plus(Duration.ofHours(30 + random.nextInt(100)));
        schedule(flightId, departure);
        int booked = 0;
        List<String> bookings = new ArrayList<>();
        String offer = null;
        for (int i = 0; i < 12; i++) {
            int passengers = 1 + random.nextInt(3);
            String bookingId = flightId + "-" + i;
            events.add(new BookingCreated(
                    tick(),
                    flightId,
                    bookingId,
                    random.nextBoolean() ? "WEB" : "AGENT",
                    random.nextBoolean() ? "K" : "Y",
                    "GBP",
                    new BigDecimal(100 + random.nextInt(100)),
                    passengers(passengers),
                    offer));
            bookings.add(bookingId);
            booked += passengers;
            events.add(new CabinInventoryMetrics(
                    now, flightId, booked, 180, booked / 180.0, 60, 3.5, new BigDecimal(booked * 100), "GBP"));
            switch (random.nextInt(8)) {
                case 0 -> schedule(flightId, departure = departure.plus(Duration.ofMinutes(random.nextInt(300))));
                case 1 ->
                    events.add(new BookingCancelled(
                            tick(), flightId, bookings.get(random.nextInt(bookings.size())), "CUSTOMER"));
                case 2 -> offer = offer(flightId, booked);
                case 3 ->
                    events.add(new PromotionSuppressed(
                            tick(),
                            flightId,
                            "band-1",
                            random.nextBoolean()
                                    ? PromotionSuppressed.Reason.COOLDOWN
                                    : PromotionSuppressed.Reason.HOLDOUT,
                            explanation(flightId + "-s" + i, booked)));
                case 4 ->
                    events.add(new CabinInventorySnapshot(
                            tick(),
                            flightId,
                            100,
                            "GBP",
                            List.of(new CabinInventorySnapshot.Cabin(
                                    "Y",
                                    List.of(
                                            new CabinInventorySnapshot.FareBucket("Y", 9, new BigDecimal("220.50")),
                                            new CabinInventorySnapshot.FareBucket("K", 4, new BigDecimal("90")))))));
                default -> {}
            }
        }
        if (random.nextInt(4) == 0) {
            events.add(new FlightCancelled(tick(), flightId));
        } else if (random.nextInt(4) > 0) {
            events.add(new FlightDeparted(tick(), flightId));
            BigDecimal revenue = new BigDecimal(booked * 100);
            events.add(new FlightTruth(
                    now,
                    flightId,
                    180,
                    1,
                    booked,
                    booked,
                    revenue,
                    booked,
                    booked,
                    revenue.add(BigDecimal.TEN),
                    "GBP",
                    2,
                    1));
        }
    }

    private void schedule(String flightId, Instant departure) {
        events.add(new FlightScheduled(
                tick(),
                flightId,
                "BA",
                "LHR",
                random.nextBoolean() ? "AMS" : "XXA",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 150), new FlightScheduled.Cabin("J", 30))));
    }

    private String offer(String flightId, int booked) {
        String decisionId = "d-" + flightId + "-" + events.size();
        events.add(new PromotionTriggered(
                tick(),
                flightId,
                "decision-engine",
                booked / 180.0,
                60,
                "K",
                10,
                "band-1",
                now.plusSeconds(3600),
                explanation(decisionId, booked)));
        if (random.nextBoolean()) {
            events.add(new PromotionEnded(tick(), flightId, decisionId, PromotionEnded.Reason.EXPIRED));
        }
        return decisionId;
    }

    private static Explanation explanation(String decisionId, int booked) {
        return new Explanation(
                decisionId,
                "policy-1",
                new Explanation.Inputs(booked, 180, booked / 180.0, 60, null),
                List.of(new Explanation.Consideration("band-1", true, "load factor below 0.7")),
                Explanation.Arm.TREATED,
                new Explanation.Cause("bookings", 1, 2),
                null);
    }

    private static List<BookingCreated.Passenger> passengers(int count) {
        List<BookingCreated.Passenger> passengers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            passengers.add(new BookingCreated.Passenger("P" + i, i + "A", "Y"));
        }
        return passengers;
    }

    private Instant tick() {
        now = now.plusSeconds(1 + random.nextInt(600));
        return now;
    }
}
