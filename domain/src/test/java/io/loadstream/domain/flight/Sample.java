package io.loadstream.domain.flight;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events on a flight of 100 seats that departs 60 days after it went on sale. */
public final class Sample {

    public static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant DEPARTURE = OPENED.plus(Duration.ofDays(60));
    public static final String FLIGHT = "BA210_2026-03-02";

    private Sample() {}

    public static FlightScheduled scheduled() {
        return scheduled(FLIGHT, OPENED, DEPARTURE, 100);
    }

    public static FlightScheduled scheduled(String flight, Instant at, Instant departure, int seats) {
        return new FlightScheduled(
                at,
                flight,
                "BA",
                "LHR",
                "AMS",
                departure,
                departure.plus(Duration.ofMinutes(75)),
                "A320",
                seats,
                List.of(new FlightScheduled.Cabin("Y", seats)));
    }

    public static BookingCreated booked(String id, Instant at, int seats) {
        return booked(FLIGHT, id, at, seats, "K", "GBP", "120.50");
    }

    public static BookingCreated booked(
            String flight, String id, Instant at, int seats, String bucket, String currency, String price) {
        List<BookingCreated.Passenger> passengers = new ArrayList<>();
        for (int i = 1; i <= seats; i++) {
            passengers.add(new BookingCreated.Passenger("P" + i, "1A", "Y"));
        }
        return new BookingCreated(at, flight, id, "WEB", bucket, currency, new BigDecimal(price), passengers, null);
    }

    public static BookingCancelled cancelled(String id, Instant at) {
        return new BookingCancelled(at, FLIGHT, id, "CUSTOMER");
    }

    public static FlightDeparted departed(Instant at) {
        return new FlightDeparted(at, FLIGHT);
    }

    public static CabinInventorySnapshot inventory(Instant at, String bucket, int available) {
        return inventory(FLIGHT, at, bucket, available);
    }

    public static CabinInventorySnapshot inventory(String flight, Instant at, String bucket, int available) {
        return new CabinInventorySnapshot(
                at,
                flight,
                0,
                "GBP",
                List.of(new CabinInventorySnapshot.Cabin(
                        "Y",
                        List.of(
                                new CabinInventorySnapshot.FareBucket("Y", 50, new BigDecimal("220")),
                                new CabinInventorySnapshot.FareBucket(bucket, available, new BigDecimal("90"))))));
    }

    public static Instant day(double days) {
        return OPENED.plusSeconds(Math.round(days * 86_400));
    }
}
