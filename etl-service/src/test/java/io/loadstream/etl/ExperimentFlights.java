package io.loadstream.etl;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Explanation;
import io.loadstream.domain.event.Explanation.Arm;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Departed flights of two arms, where an offer sells three seats more at 90 GBP: its true effect is 270 GBP a flight. */
final class ExperimentFlights {

    private static final Instant START = Instant.parse("2026-04-01T06:00:00Z");
    private static final int SEATS = 60;

    private final List<Event> events = new ArrayList<>();

    /** What comes of an offer to a treated flight. */
    private enum Offer {
        SELLS,
        SELLS_NOTHING,
        /** Cannot be made: its booking class is closed. */
        SOLD_OUT
    }

    static List<Event> events(int flights) {
        ExperimentFlights experiment = new ExperimentFlights();
        for (int i = 0; i < flights; i++) {
            experiment.flight(i, i % 2 == 0 ? Arm.TREATED : Arm.HOLDOUT, START);
        }
        return experiment.events;
    }

    /**
     * The offer's booking class is closed on every second treated flight, those that sell best. Two more flights were held
     * out and sold nothing: on one route there is nothing but such a flight, which had its seats on sale.
     */
    static List<Event> withAClosedBucketAndEmptyFlights(int flights) {
        ExperimentFlights experiment = new ExperimentFlights();
        for (int i = 0; i < flights; i++) {
            boolean strong = i % 4 == 0;
            experiment.flight(
                    i,
                    i % 2 == 0 ? Arm.TREATED : Arm.HOLDOUT,
                    START,
                    "AMS",
                    strong || i % 4 == 1 ? 30 : 20,
                    strong ? Offer.SOLD_OUT : Offer.SELLS);
        }
        experiment.flight(flights, Arm.HOLDOUT, START, "AMS", 0, Offer.SELLS);
        experiment.flight(flights + 4, Arm.HOLDOUT, START, "JFK", 0, Offer.SELLS);
        experiment.events.add(new CabinInventorySnapshot(
                START.plus(Duration.ofDays(1)),
                id(flights + 4),
                29 * 1440,
                "GBP",
                List.of(new CabinInventorySnapshot.Cabin(
                        "Y", List.of(new CabinInventorySnapshot.FareBucket("K", SEATS, BigDecimal.valueOf(100)))))));
        return experiment.events;
    }

    /**
     * Nothing held out: flights without any decision, and as many with offers when these have left.
     *
     * @param unmatched more flights with offers, on a route without past flights; their offers sell nothing
     */
    static List<Event> withoutHoldout(int promoted, int unmatched) {
        ExperimentFlights experiment = new ExperimentFlights();
        for (int i = 0; i < unmatched; i++) {
            experiment.flight(2 * promoted + i, Arm.TREATED, START, "JFK", 25, Offer.SELLS_NOTHING);
        }
        for (int i = 0; i < promoted; i++) {
            experiment.flight(i, null, START);
            experiment.flight(promoted + i, Arm.TREATED, START.plus(Duration.ofDays(40)));
        }
        return experiment.events;
    }

    private static String id(int number) {
        return "LS%03d_2026-05-01".formatted(100 + number);
    }

    /** With demand of its own, so that the arms vary. */
    private void flight(int number, Arm arm, Instant start) {
        flight(number, arm, start, number % 3 == 0 ? "CDG" : "AMS", 20 + number * 7 % 11, Offer.SELLS);
    }

    private void flight(int number, Arm arm, Instant start, String destination, int parties, Offer offer) {
        String id = id(number);
        Instant opens = start.plusSeconds(number);
        Instant departure = opens.plus(Duration.ofDays(30));
        events.add(new FlightScheduled(
                opens,
                id,
                "LS",
                "LHR",
                destination,
                departure,
                departure.plusSeconds(4500),
                "A320",
                SEATS,
                List.of(new FlightScheduled.Cabin("Y", SEATS))));
        for (int i = 0; i < parties; i++) {
            book(id, id + "-" + i, opens.plus(Duration.ofHours(i * 20 + 1)), 100, null);
        }
        Instant decided = opens.plus(Duration.ofDays(27));
        Explanation explanation = arm == null ? null : explanation("d-" + id, arm, parties);
        int extra = arm == Arm.TREATED && offer == Offer.SELLS ? 3 : 0;
        if (arm == Arm.TREATED && offer == Offer.SOLD_OUT) {
            events.add(new PromotionSuppressed(
                    decided, id, "last-days", PromotionSuppressed.Reason.SOLD_OUT, explanation));
        } else if (arm == Arm.TREATED) {
            events.add(new PromotionTriggered(
                    decided,
                    id,
                    "decision-engine",
                    (double) parties / SEATS,
                    3 * 1440,
                    "K",
                    10,
                    "last-days",
                    departure,
                    explanation));
            for (int i = 0; i < extra; i++) {
                book(id, id + "-offer-" + i, decided.plus(Duration.ofHours(i + 1)), 90, "d-" + id);
            }
        } else if (arm == Arm.HOLDOUT) {
            events.add(
                    new PromotionSuppressed(decided, id, "last-days", PromotionSuppressed.Reason.HOLDOUT, explanation));
        }
        // Nothing that came before tells of these: no estimate can be exact. They must not depend on the arm.
        int late = parties == 0 ? 0 : number / 2 * 5 % 4;
        for (int i = 0; i < late; i++) {
            book(id, id + "-late-" + i, decided.plus(Duration.ofHours(30 + i)), 100, null);
        }
        events.add(new FlightDeparted(departure, id));
        events.add(new FlightTruth(
                departure,
                id,
                SEATS,
                extra == 0 ? 0 : 1,
                parties + late + extra,
                parties + late + extra,
                BigDecimal.valueOf((parties + late) * 100L + extra * 90L),
                parties + late,
                parties + late,
                BigDecimal.valueOf((parties + late) * 100L),
                "GBP",
                0,
                0));
    }

    private void book(String flight, String booking, Instant at, int price, String offer) {
        events.add(new BookingCreated(
                at,
                flight,
                booking,
                "WEB",
                "K",
                "GBP",
                BigDecimal.valueOf(price),
                List.of(new BookingCreated.Passenger("P1", booking, "Y")),
                offer));
    }

    private static Explanation explanation(String decision, Arm arm, int booked) {
        return new Explanation(
                decision,
                "policy-1",
                new Explanation.Inputs(booked, SEATS, (double) booked / SEATS, 3 * 1440, null),
                List.of(new Explanation.Consideration("last-days", true, "load factor below 0.7")),
                arm,
                new Explanation.Cause("bookings", 0, 1),
                null);
    }
}
