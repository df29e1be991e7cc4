package io.loadstream.engine.page;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingCreated.Passenger;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.CabinInventorySnapshot.Cabin;
import io.loadstream.domain.event.CabinInventorySnapshot.FareBucket;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Invented flights that sell over weeks, some well and some badly; always the same ones. */
final class Season {

    static final Instant TODAY = Instant.parse("2026-06-15T08:00:00Z");

    private static final String[] AIRPORTS = {"LHR", "AMS", "CDG", "FRA", "MAD", "FCO", "ZRH", "OSL", "LIS", "ATH"};
    private static final String[] BUCKETS = {"Y", "B", "M", "H", "K", "L"};
    private static final int[] PRICES = {420, 310, 240, 190, 140, 95};
    private static final Duration ON_SALE = Duration.ofDays(35);

    private final Random random = new Random(7);
    private final List<InputEvent> events = new ArrayList<>();
    private int bookings;

    /** All that happened until today, in order of event time. */
    static List<InputEvent> of(int flights) {
        Season season = new Season();
        for (int i = 0; i < flights; i++) {
            season.flight(i, flights);
        }
        season.events.sort(Comparator.comparing(InputEvent::eventTime));
        return season.events;
    }

    private void flight(int number, int of) {
        int origin = number % AIRPORTS.length;
        int destination = (origin + 1 + number / AIRPORTS.length % (AIRPORTS.length - 1)) % AIRPORTS.length;
        Duration ahead = Duration.ofMinutes(35 + (long) (Math.pow((number + 0.5) / of, 1.7) * 27 * 24 * 60));
        Instant departure = TODAY.plus(ahead);
        Instant opens = departure.minus(ON_SALE);
        int seats = 150 + 12 * random.nextInt(5);
        String id = "LS%d_%s".formatted(100 + number, departure.toString().substring(0, 10));
        events.add(new FlightScheduled(
                opens,
                id,
                "LS",
                AIRPORTS[origin],
                AIRPORTS[destination],
                departure,
                departure.plus(Duration.ofMinutes(95)),
                "A320",
                seats,
                List.of(new FlightScheduled.Cabin("Y", seats))));
        sell(id, opens, departure, seats, 0.45 + 0.55 * random.nextDouble());
    }

    private void sell(String id, Instant opens, Instant departure, int seats, double finalLoad) {
        int parties = (int) (seats * finalLoad / 3);
        for (int day = 0; day < ON_SALE.toDays(); day += 7) {
            Instant at = opens.plus(Duration.ofDays(day)).plusSeconds(1);
            if (at.isBefore(TODAY)) {
                inventory(id, at, departure, day / 7, seats);
            }
        }
        for (int i = 0; i < parties; i++) {
            double share = Math.pow((i + random.nextDouble()) / parties, 0.75);
            Instant at = opens.plusSeconds(60 + (long) (share * ON_SALE.toSeconds()));
            if (at.isBefore(TODAY)) {
                events.add(booking(id, at, BUCKETS.length - 1 - (int) (share * 5.9), 3));
            }
        }
    }

    private void inventory(String id, Instant at, Instant departure, int closed, int seats) {
        List<FareBucket> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS.length; i++) {
            int available = i >= BUCKETS.length - closed ? 0 : seats / (i + 2);
            buckets.add(new FareBucket(BUCKETS[i], available, BigDecimal.valueOf(PRICES[i])));
        }
        events.add(new CabinInventorySnapshot(
                at, id, Duration.between(at, departure).toMinutes(), "EUR", List.of(new Cabin("Y", buckets))));
    }

    private BookingCreated booking(String id, Instant at, int bucket, int passengers) {
        String booking = "season-" + bookings++;
        return booking(id, booking, at, BUCKETS[bucket], PRICES[bucket], passengers);
    }

    static BookingCreated booking(String id, String booking, Instant at, String bucket, int price, int passengers) {
        List<Passenger> party = new ArrayList<>();
        for (int i = 1; i <= passengers; i++) {
            party.add(new Passenger("P" + i, booking + "-" + i, "Y"));
        }
        return new BookingCreated(
                at, id, booking, "WEB", bucket, "EUR", BigDecimal.valueOf((long) price * passengers), party, null);
    }
}
