package io.loadstream.local.chaos.engine;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.wire.EventWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Forty days of flights being sold, with everything that goes wrong: bookings sent twice, late, out of order, before
 * their flight's schedule and after its departure, cancellations that overtake their bookings, changed schedules,
 * broken clocks, and records that are no events at all.
 */
final class DrillEvents {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(40);
    private static final int REMEMBERED = 2_000;
    private static final String[] BUCKETS = {"Y", "M", "K", "FLEX"};

    private final Producer<byte[], byte[]> producer;
    private final long total;
    private final AtomicLong sent = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(20260101);
    private final EventWriter writer = new EventWriter();
    private final List<Selling> selling = new ArrayList<>();
    private final ArrayDeque<BookingCreated> remembered = new ArrayDeque<>();
    private final ArrayDeque<Event> heldBack = new ArrayDeque<>();
    private int flights;
    private long bookings;

    private record Selling(String id, Instant departure, int seats) {}

    DrillEvents(Producer<byte[], byte[]> producer, long total) {
        this.producer = producer;
        this.total = total;
    }

    long sent() {
        return sent.get();
    }

    /** @param pace waits so that the sending takes as long as it should */
    void run(Runnable pace) {
        for (long step = 0; sent.get() < total; step++) {
            Instant now = START.plus(SPAN.multipliedBy(sent.get()).dividedBy(total));
            while (selling.size() < 300 || random.nextInt(2_000) == 0) {
                open(now);
            }
            step(now);
            if (step % 64 == 0) {
                pace.run();
            }
        }
        producer.flush();
    }

    private void open(Instant now) {
        String id = "BA%05d".formatted(flights++);
        Instant departure = now.plus(Duration.ofMinutes(1_440 + random.nextInt(14 * 1_440)));
        int seats = 60 + random.nextInt(200);
        selling.add(new Selling(id, departure, seats));
        FlightScheduled scheduled = scheduled(id, now, departure, seats);
        if (random.nextInt(20) == 0) {
            heldBack.add(scheduled);
        } else {
            send(scheduled);
        }
    }

    private void step(Instant now) {
        int dice = random.nextInt(1_000);
        int chosen = random.nextInt(selling.size());
        Selling flight = selling.get(chosen);
        if (now.isAfter(flight.departure)) {
            selling.remove(chosen);
            send(random.nextInt(10) == 0 ? new FlightCancelled(now, flight.id) : new FlightDeparted(now, flight.id));
            send(booking(flight, now.plusSeconds(1)));
            send(booking(flight, now.minusSeconds(60)));
        } else if (dice < 820) {
            book(flight, now);
        } else if (dice < 870) {
            send(inventory(flight, late(now)));
        } else if (dice < 920 && !remembered.isEmpty()) {
            BookingCreated booking = remembered.poll();
            send(new BookingCancelled(now, booking.flightId(), booking.bookingId(), "CUSTOMER"));
        } else if (dice < 950 && !remembered.isEmpty()) {
            send(remembered.peek());
        } else if (dice < 955) {
            BookingCreated booking = booking(flight, now);
            send(new BookingCancelled(now, flight.id, booking.bookingId(), "CUSTOMER"));
            send(booking);
        } else if (dice < 960) {
            Instant departure = flight.departure.plus(Duration.ofMinutes(random.nextInt(240)));
            send(scheduled(flight.id, now, departure, flight.seats + random.nextInt(20) - 10));
        } else if (dice < 965 && !heldBack.isEmpty()) {
            send(heldBack.poll());
        } else if (dice < 967) {
            sendNoEvent(flight);
        } else if (dice < 968 && random.nextInt(20) == 0) {
            send(inventory(flight, now.plus(Duration.ofDays(300))));
        } else {
            book(flight, now);
        }
    }

    private void book(Selling flight, Instant now) {
        BookingCreated booking = booking(flight, random.nextInt(500) == 0 ? now.minus(Duration.ofDays(3)) : late(now));
        send(booking);
        remembered.add(booking);
        if (remembered.size() > REMEMBERED) {
            remembered.poll();
        }
    }

    private Instant late(Instant now) {
        return random.nextInt(10) == 0 ? now.minus(Duration.ofMinutes(random.nextInt(20 * 60))) : now;
    }

    private BookingCreated booking(Selling flight, Instant at) {
        int seats = 1 + random.nextInt(3);
        List<BookingCreated.Passenger> passengers = new ArrayList<>();
        for (int i = 1; i <= seats; i++) {
            passengers.add(new BookingCreated.Passenger("P" + i, "1A", "Y"));
        }
        return new BookingCreated(
                at,
                flight.id,
                "b-" + bookings++,
                "WEB",
                BUCKETS[random.nextInt(BUCKETS.length)],
                "GBP",
                BigDecimal.valueOf(2_000 + random.nextInt(40_000), 2),
                passengers,
                null);
    }

    private CabinInventorySnapshot inventory(Selling flight, Instant at) {
        List<CabinInventorySnapshot.FareBucket> fares = new ArrayList<>();
        for (String bucket : BUCKETS) {
            int available = Math.max(0, random.nextInt(10) - 3);
            fares.add(new CabinInventorySnapshot.FareBucket(
                    bucket, available, BigDecimal.valueOf(50 + random.nextInt(200))));
        }
        return new CabinInventorySnapshot(
                at, flight.id, 0, "GBP", List.of(new CabinInventorySnapshot.Cabin("Y", fares)));
    }

    private static FlightScheduled scheduled(String id, Instant at, Instant departure, int seats) {
        return new FlightScheduled(
                at,
                id,
                "BA",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                seats,
                List.of(new FlightScheduled.Cabin("Y", seats)));
    }

    private void sendNoEvent(Selling flight) {
        switch (random.nextInt(3)) {
            case 0 ->
                send("bookings", flight.id, "{\"event_type\":\"BookingCreated\",".getBytes(StandardCharsets.UTF_8));
            case 1 ->
                send("seat_inventory", flight.id, "{\"event_type\":\"Nonsense\"}".getBytes(StandardCharsets.UTF_8));
            default -> send("flight_lifecycle", flight.id, null);
        }
    }

    private void send(Event event) {
        send(event.topic().topicName(), event.flightId(), writer.write(event));
    }

    private void send(String topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
        sent.incrementAndGet();
    }
}
