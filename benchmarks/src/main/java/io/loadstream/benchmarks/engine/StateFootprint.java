package io.loadstream.benchmarks.engine;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.decision.Output;
import io.loadstream.domain.decision.PartitionFlights;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.flight.Arrived;
import io.loadstream.domain.flight.Fate;
import io.loadstream.domain.flight.FlightState;
import io.loadstream.domain.flight.FlightStateFormat;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.domain.wire.BookingReader;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.domain.wire.MetricsWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What open flights cost in memory, and whether many of them make the engine slower: all flights of one partition, with
 * twenty bookings each, without a broker. An event here is all that the engine does for a booking but for Kafka: the
 * record's bytes are parsed, applied and judged, its metrics are written as JSON, and each flight that changed in a
 * transaction of 10,000 bookings has its state written once. Run in a JVM of its own.
 */
public final class StateFootprint {

    private static final int BOOKINGS = 20;
    private static final int TRANSACTION = 10_000;
    private static final Instant OPENED = Instant.parse("2026-01-05T00:00:00Z");
    private static final String[] BUCKETS = {"Y", "M", "K", "L", "V"};
    private static final String[] ON_SALE = {"Y", "B", "M", "H", "K", "L", "Q", "T", "V", "X"};
    private static final int FEW = 10_000;

    private final PartitionFlights partition;
    private final Published published = new Published();
    private final SplittableRandom random = new SplittableRandom(1);
    private final int flights;
    private long bookings;

    private StateFootprint(int flights) {
        this.flights = flights;
        this.partition = new PartitionFlights(0, policy(), Bounds.DEFAULT, published);
    }

    /**
     * Arguments: flights, and how many bookings to time. Prints bytes for each flight, the same with an inventory of two
     * cabins of ten buckets, then events a second with few and with all flights.
     */
    public static void main(String[] args) {
        int flights = Integer.parseInt(args[0]);
        int timed = Integer.parseInt(args[1]);
        rateWithFew(timed);
        long before = used();
        StateFootprint many = new StateFootprint(flights).filled();
        double bytes = (used() - before) / (double) flights;
        many.look();
        double bytesWithInventory = (used() - before) / (double) flights;
        double manyRate = timed * 1e9 / many.nanos(timed);
        System.out.printf(
                Locale.ROOT, "%.1f %.1f %.0f %.0f%n", bytes, bytesWithInventory, rateWithFew(timed), manyRate);
    }

    /** A few flights are filled anew for each transaction: with ever more bookings each they would grow slower. */
    private static double rateWithFew(int timed) {
        long nanos = 0;
        for (int done = 0; done < timed; done += TRANSACTION) {
            StateFootprint few = new StateFootprint(FEW).filled();
            few.look();
            nanos += few.nanos(TRANSACTION);
        }
        return timed * 1e9 / nanos;
    }

    private StateFootprint filled() {
        for (int f = 0; f < flights; f++) {
            partition.apply(scheduled(f), "flight_lifecycle", f, null);
        }
        for (int round = 0; round < BOOKINGS; round++) {
            for (int f = 0; f < flights; f++) {
                partition.apply(booked(f, bookings++), "bookings", bookings, null);
            }
            published.transact(partition);
        }
        return this;
    }

    private void look() {
        for (int f = 0; f < flights; f++) {
            partition.apply(seen(f), "seat_inventory", f, null);
        }
        published.transact(partition);
    }

    private long nanos(int timed) {
        EventWriter writer = new EventWriter();
        BookingReader reader = new BookingReader();
        byte[][] records = new byte[TRANSACTION][];
        long nanos = 0;
        for (int done = 0; done < timed; done += TRANSACTION) {
            for (int i = 0; i < TRANSACTION; i++) {
                records[i] = writer.write(booked(random.nextInt(flights), bookings++));
            }
            long started = System.nanoTime();
            for (int i = 0; i < TRANSACTION; i++) {
                partition.apply(reader.read(records[i], 0, records[i].length), "bookings", i, null);
            }
            published.transact(partition);
            nanos += System.nanoTime() - started;
        }
        return nanos;
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

    private BookingCreated booked(int flight, long booking) {
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

    private CabinInventorySnapshot seen(int flight) {
        List<CabinInventorySnapshot.FareBucket> buckets = new ArrayList<>();
        for (int b = 0; b < ON_SALE.length; b++) {
            buckets.add(new CabinInventorySnapshot.FareBucket(
                    ON_SALE[b],
                    random.nextInt(150),
                    BigDecimal.valueOf(45_000 - 4_000 * b + random.nextInt(1_000), 2)));
        }
        return new CabinInventorySnapshot(
                OPENED.plusSeconds(200_000),
                id(flight),
                80_000,
                "GBP",
                List.of(
                        new CabinInventorySnapshot.Cabin("Y", buckets),
                        new CabinInventorySnapshot.Cabin("J", buckets)));
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

    /** Writes what the engine would, and counts its bytes. */
    private static final class Published implements Output {

        private final EventWriter writer = new EventWriter();
        private final MetricsWriter metrics = new MetricsWriter();
        private final FlightStateFormat format = new FlightStateFormat();
        private long bytes;

        void transact(PartitionFlights partition) {
            partition.drain(
                    flight -> {
                        format.writeNewPages(flight, (number, page) -> bytes += page.length);
                        bytes += format.write(flight).length;
                    },
                    flight -> {});
        }

        @Override
        public void metrics(FlightState flight, long at) {
            bytes += flight.metrics(at, flight.flightId().getBytes(StandardCharsets.UTF_8), metrics).length;
        }

        @Override
        public void promotion(PromotionEvent event) {
            bytes += writer.write(event).length;
        }

        @Override
        public void fate(InputEvent event, Fate fate) {}

        @Override
        public void refused(Arrived kept, Fate fate) {}
    }
}
