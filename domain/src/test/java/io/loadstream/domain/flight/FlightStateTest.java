package io.loadstream.domain.flight;

import static io.loadstream.domain.flight.Sample.FLIGHT;
import static io.loadstream.domain.flight.Sample.booked;
import static io.loadstream.domain.flight.Sample.cancelled;
import static io.loadstream.domain.flight.Sample.day;
import static io.loadstream.domain.flight.Sample.departed;
import static io.loadstream.domain.flight.Sample.inventory;
import static io.loadstream.domain.flight.Sample.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Explanation.Cause;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlightStateTest {

    private final FlightState flight = new FlightState(FLIGHT);

    @Test
    void bookingsAddSeatsAndRevenueByBucket() {
        flight.apply(scheduled());

        Fate first = flight.apply(booked("b1", day(1), 2));
        Fate second = flight.apply(booked(FLIGHT, "b2", day(2), 1, "Y", "GBP", "220"));

        assertThat(first).isEqualTo(Fate.COUNTED);
        assertThat(second).isEqualTo(Fate.COUNTED);
        assertThat(flight.bookedSeats()).isEqualTo(3);
        assertThat(flight.loadFactor()).isEqualTo(0.03);
        assertThat(flight.revenue()).isEqualByComparingTo(new BigDecimal("340.50"));
        assertThat(flight.bookedByBucket()).isEqualTo(Map.of("K", 2, "Y", 1));
    }

    @Test
    void theSameBookingTwiceCountsOnce() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 2));

        Fate again = flight.apply(booked("b1", day(1), 2));

        assertThat(again).isEqualTo(Fate.DUPLICATE);
        assertThat(flight.bookedSeats()).isEqualTo(2);
    }

    @Test
    void aDuplicateIsToldAmongThousandsOfBookings() {
        flight.apply(scheduled());
        for (int i = 0; i < 5_000; i++) {
            assertThat(flight.apply(booked("b" + i, day(1), 1)).changesBookings())
                    .isTrue();
        }
        for (int i = 0; i < 5_000; i++) {
            assertThat(flight.apply(booked("b" + i, day(1), 1))).isEqualTo(Fate.DUPLICATE);
        }
        assertThat(flight.bookedSeats()).isEqualTo(5_000);
    }

    @Test
    void aCancellationReturnsItsSeatsAndMoneyOnce() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 2));

        Fate first = flight.apply(cancelled("b1", day(2)));
        Fate again = flight.apply(cancelled("b1", day(2)));

        assertThat(first).isEqualTo(Fate.RETURNED);
        assertThat(again).isEqualTo(Fate.DUPLICATE);
        assertThat(flight.bookedSeats()).isZero();
        assertThat(flight.revenue()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void aCancelledBookingDoesNotCountWhenItIsSentAgain() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 2));
        flight.apply(cancelled("b1", day(2)));

        assertThat(flight.apply(booked("b1", day(1), 2))).isEqualTo(Fate.DUPLICATE);
        assertThat(flight.bookedSeats()).isZero();
    }

    @Test
    void aCancellationAheadOfItsBookingKeepsItFromCounting() {
        flight.apply(scheduled());

        Fate ahead = flight.apply(cancelled("b1", day(2)));
        Fate booking = flight.apply(booked("b1", day(1), 2));
        Fate again = flight.apply(booked("b1", day(1), 2));

        assertThat(ahead).isEqualTo(Fate.CANCELLED_AHEAD);
        assertThat(booking).isEqualTo(Fate.ALREADY_CANCELLED);
        assertThat(again).isEqualTo(Fate.DUPLICATE);
        assertThat(flight.bookedSeats()).isZero();
    }

    @Test
    void moreSeatsThanThereAreCountAndAreTold() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 100));

        Fate over = flight.apply(booked("b2", day(1), 1));

        assertThat(over).isEqualTo(Fate.OVERBOOKED);
        assertThat(flight.loadFactor()).isEqualTo(1.01);
    }

    @Test
    void bookingsBeforeTheScheduleAreToBeKept() {
        assertThat(flight.apply(booked("b1", day(1), 2))).isEqualTo(Fate.KEPT);
        assertThat(flight.bookedSeats()).isZero();
    }

    @Test
    void keptBookingsAreBounded() {
        for (int i = 0; i < KeptBookings.MAX; i++) {
            flight.keep(new Arrived(booked("b" + i, day(1), 1), null, null));
        }
        overLimit(booked("one more", day(1), 1), Limit.KEPT);
        overLimit(cancelled("b1", day(1)), Limit.KEPT);
    }

    @Test
    void keptBookingsFitIntoOneRecordOfStateHoweverLargeTheyAre() {
        // Given
        BookingCreated large = booked("large", day(1), 7_000);
        assertThat(flight.apply(large)).isEqualTo(Fate.KEPT);
        flight.keep(new Arrived(large, new Cause("bookings", 3, 77), null));

        // When
        overLimit(booked("another", day(1), 7_000), Limit.KEPT_BYTES);

        // Then
        byte[] state = new FlightStateFormat().write(flight);
        assertThat(state.length).isBetween(300_000, 700_000);
        FlightState restored = FlightStateFormat.read(FLIGHT, state, page -> null);
        assertThat(restored.apply(booked("another", day(1), 7_000))).isEqualTo(Fate.OVER_LIMIT);
        assertThat(restored.apply(booked("small", day(1), 1))).isEqualTo(Fate.KEPT);
    }

    @Test
    void inventoriesAndCabinsThatWouldNotFitIntoARecordOfStateAreRefused() {
        List<String> names =
                IntStream.range(0, 70).mapToObj(i -> i + "K".repeat(990)).toList();

        overLimit(scheduledWith(names), Limit.SCHEDULE);
        flight.apply(scheduled());
        overLimit(inventoryOf(names), Limit.INVENTORY);
        assertThat(flight.inventory()).isNull();
    }

    private static FlightScheduled scheduledWith(List<String> cabins) {
        FlightScheduled usual = scheduled();
        return new FlightScheduled(
                usual.eventTime(),
                FLIGHT,
                usual.airlineCode(),
                usual.originAirport(),
                usual.destinationAirport(),
                usual.scheduledDepartureTime(),
                usual.scheduledArrivalTime(),
                usual.aircraftType(),
                cabins.size(),
                cabins.stream().map(name -> new FlightScheduled.Cabin(name, 1)).toList());
    }

    private static CabinInventorySnapshot inventoryOf(List<String> buckets) {
        List<CabinInventorySnapshot.FareBucket> fares = buckets.stream()
                .map(name -> new CabinInventorySnapshot.FareBucket(name, 1, BigDecimal.ONE))
                .toList();
        return new CabinInventorySnapshot(
                day(2), FLIGHT, 0, "GBP", List.of(new CabinInventorySnapshot.Cabin("Y", fares)));
    }

    private void overLimit(InputEvent event, Limit limit) {
        assertThat(flight.apply(event)).isEqualTo(Fate.OVER_LIMIT);
        assertThat(flight.exceeded(event)).isEqualTo(limit);
    }

    @Test
    void aSecondScheduleChangesTheFlightAndKeepsItsBookings() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 10));

        Fate change = flight.apply(scheduled(FLIGHT, day(3), Sample.DEPARTURE.plus(Duration.ofHours(2)), 50));

        assertThat(change).isEqualTo(Fate.RESCHEDULED);
        assertThat(flight.bookedSeats()).isEqualTo(10);
        assertThat(flight.loadFactor()).isEqualTo(0.2);
        assertThat(flight.minutesToDeparture(Micros.of(Sample.DEPARTURE))).isEqualTo(120);
    }

    @Test
    void anOlderScheduleThatComesLaterChangesNothing() {
        flight.apply(scheduled(FLIGHT, day(3), Sample.DEPARTURE, 50));

        assertThat(flight.apply(scheduled())).isEqualTo(Fate.OUTDATED);
        assertThat(flight.totalSeats()).isEqualTo(50);
    }

    @Test
    void anOlderInventoryThatComesLaterChangesNothing() {
        flight.apply(scheduled());
        flight.apply(inventory(day(2), "K", 3));

        assertThat(flight.apply(inventory(day(1), "K", 9))).isEqualTo(Fate.OUTDATED);
        assertThat(flight.inventory().available("K")).isEqualTo(3);
    }

    @Test
    void whatHappenedBeforeTheDepartureCountsAfterItAndWhatHappenedLaterDoesNot() {
        flight.apply(scheduled());
        flight.apply(departed(day(60)));

        assertThat(flight.apply(booked("late", day(59), 1))).isEqualTo(Fate.COUNTED);
        assertThat(flight.apply(booked("after", day(60.1), 1))).isEqualTo(Fate.AFTER_CLOSE);
        assertThat(flight.apply(cancelled("late", day(60.1)))).isEqualTo(Fate.AFTER_CLOSE);
        assertThat(flight.apply(inventory(day(60.1), "K", 1))).isEqualTo(Fate.AFTER_CLOSE);
        assertThat(flight.apply(departed(day(60)))).isEqualTo(Fate.DUPLICATE);
        assertThat(flight.bookedSeats()).isEqualTo(1);
    }

    @Test
    void revenueInSeveralCurrenciesIsNotKnown() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 1));
        flight.apply(booked(FLIGHT, "b2", day(1), 1, "K", "EUR", "99"));

        assertThat(flight.revenue()).isNull();
        assertThat(flight.currency()).isNull();
    }

    @Test
    void moneyIsExactToTheLastDigitOfTheContract() {
        flight.apply(scheduled());
        flight.apply(booked(FLIGHT, "b1", day(1), 1, "K", "GBP", "0.0001"));
        flight.apply(booked(FLIGHT, "b2", day(1), 1, "K", "GBP", "99999999999998.9999"));

        assertThat(flight.revenue()).isEqualByComparingTo(new BigDecimal("99999999999999"));
        overLimit(booked(FLIGHT, "b3", day(1), 1, "K", "GBP", "1"), Limit.REVENUE);
    }

    @Test
    void velocitySettlesAtTheDailySales() {
        flight.apply(scheduled(FLIGHT, day(0), day(365), 10_000));
        for (int hour = 0; hour < 24 * 30; hour++) {
            flight.apply(booked("b" + hour, day(hour / 24.0), 1));
        }
        assertThat(flight.velocityPerDay(Micros.of(day(30)))).isCloseTo(24, within(0.7));
    }

    @Test
    void velocityHalvesInOneDayWithoutSales() {
        flight.apply(scheduled());
        flight.apply(booked("b1", day(1), 100));
        double atOnce = flight.velocityPerDay(Micros.of(day(1)));

        assertThat(flight.velocityPerDay(Micros.of(day(2)))).isCloseTo(atOnce / 2, within(0.001));
    }

    @Test
    void minutesToDepartureAreWholeFlooredAndNeverNegative() {
        flight.apply(scheduled());
        long departure = Micros.of(Sample.DEPARTURE);

        assertThat(flight.minutesToDeparture(departure - Micros.PER_MINUTE)).isEqualTo(1);
        assertThat(flight.minutesToDeparture(departure - Micros.PER_MINUTE + 1)).isZero();
        assertThat(flight.minutesToDeparture(departure + Micros.PER_DAY)).isZero();
    }

    @Test
    void bucketsWithLongNamesAreToldApart() {
        flight.apply(scheduled());
        for (int i = 0; i < FareBuckets.MAX_NAMES; i++) {
            flight.apply(booked(FLIGHT, "b" + i, day(1), 1, "BUCKET-" + i, "GBP", "1"));
        }
        assertThat(flight.bookedByBucket()).hasSize(FareBuckets.MAX_NAMES).containsEntry("BUCKET-99", 1);
        overLimit(booked(FLIGHT, "more", day(1), 1, "ONE-TOO-MANY", "GBP", "1"), Limit.FARE_BUCKETS);
    }
}
