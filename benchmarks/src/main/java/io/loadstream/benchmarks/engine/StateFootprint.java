package io.loadstream.benchmarks.engine;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What open flights cost in memory, and whether many of them make the engine slower: all flights of one partition, with
 * twenty bookings each, without a broker. Run in a JVM of its own.
 */
public final class StateFootprint {

    private static final int BOOKINGS = 20;
    private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");
    private static final String[] BUCKETS = {"Y", "M", "K", "L", "V"};

    private StateFootprint() {}

    /** Argument: flights. Prints bytes for each flight, then events a second with few and with all flights. */
    public static void main(String[] args) {
        int flights = Integer.parseInt(args[0]);
        double fewRate = 0;
        double manyRate = 0;
        run(10_000, 2_000_000);
        fewRate = run(10_000, 2_000_000).rate;
        Result many = run(flights, 2_000_000);
        manyRate = many.rate;
        System.out.printf("%.1f %.0f %.0f%n", many.bytesPerFlight, fewRate, manyRate);
    }

    private record Result(double bytesPerFlight, double rate) {}

    private static Result run(int flights, int further) {
        long before = used();
        PartitionFlights partition = new PartitionFlights(0, policy(), Bounds.DEFAULT, new Nothing());
        SplittableRandom random = new SplittableRandom(1);
        for (int f = 0; f < flights; f++) {
            partition.apply(scheduled(f), "flight_lifecycle", f, null);
        }
        long booking = 0;
        for (int round = 0; round < BOOKINGS; round++) {
            for (int f = 0; f < flights; f++) {
                partition.apply(booked(f, booking++, random), "bookings", booking, null);
            }
            partition.drain(flight -> {}, flight -> {});
        }
        double bytes = (used() - before) / (double) flights;
        BookingCreated[] events = new BookingCreated[100_000];
        long nanos = 0;
        for (int done = 0; done < further; done += events.length) {
            for (int i = 0; i < events.length; i++) {
                events[i] = booked(random.nextInt(flights), booking++, random);
            }
            long started = System.nanoTime();
            for (BookingCreated event : events) {
                partition.apply(event, "bookings", 0, null);
            }
            nanos += System.nanoTime() - started;
            partition.drain(flight -> {}, flight -> {});
        }
        return new Result(bytes, further * 1e9 / nanos);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static FlightScheduled scheduled(int flight) {
        Instant departure = OPENED.plus(Duration.ofDays(60)).plus(Duration.ofMinutes(flight % 10_000));
        return new FlightScheduled(
                OPENED,
                id(flight),
                "BA",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 150), new FlightScheduled.Cabin("J", 30)));
    }

    private static BookingCreated booked(int flight, long booking, SplittableRandom random) {
        return new BookingCreated(
                OPENED.plusSeconds(60 + booking % 100_000),
                id(flight),
                "00000000-0000-4000-8000-%012x".formatted(booking),
                "WEB",
                BUCKETS[random.nextInt(BUCKETS.length)],
                "GBP",
                BigDecimal.valueOf(5_000 + random.nextInt(40_000), 2),
                List.of(new BookingCreated.Passenger("P1", "13D", "Y")),
                null);
    }

    private static String id(int flight) {
        return "BA%07d_2026-03-06".formatted(flight);
    }

    private static Policy policy() {
        return new Policy(new PolicyTerms(
                "footprint",
                PolicyTerms.Cadence.WHILE_IN_FORCE,
                List.of(new Rule("14-days", 14 * 1440, 0, 0.43, null, null, 10, new Target.CheapestOpen())),
                Duration.ofDays(7),
                Duration.ofDays(3),
                0.05,
                4,
                0.1,
                "2026"));
    }

    private static final class Nothing implements Output {
        @Override
        public void metrics(FlightState flight, long at) {}

        @Override
        public void promotion(PromotionEvent event) {}

        @Override
        public void fate(InputEvent event, Fate fate) {}

        @Override
        public void refused(Arrived kept, Fate fate) {}
    }
}
