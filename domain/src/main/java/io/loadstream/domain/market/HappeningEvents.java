package io.loadstream.domain.market;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightCancelled;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.flight.Micros;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happens in a market as events. */
final class HappeningEvents {

    private static final String[] PASSENGERS = {"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"};

    private HappeningEvents() {}

    static Event of(Happening now) {
        Instant at = Micros.toInstant(now.at);
        return switch (now.kind) {
            case FLIGHT_SCHEDULED -> scheduled(at, now.flight);
            case FLIGHT_DEPARTED -> new FlightDeparted(at, now.flightId());
            case FLIGHT_CANCELLED -> new FlightCancelled(at, now.flightId());
            case INVENTORY_TOLD -> snapshot(at, now);
            case BOOKED -> booking(at, now);
            case BOOKING_TAKEN_BACK -> new BookingCancelled(at, now.flightId(), now.bookingId(), now.reason);
            case BOOKING_TRUTH -> truth(at, now);
            case FLIGHT_TRUTH -> truth(at, now.flight, now.currency);
        };
    }

    private static FlightScheduled scheduled(Instant at, FlightMarket flight) {
        RoutePlan route = flight.plan.route();
        return new FlightScheduled(
                at,
                flight.plan.id(),
                route.airline,
                route.from,
                route.to,
                Micros.toInstant(flight.plan.departure()),
                Micros.toInstant(flight.plan.departure() + route.blockMicros),
                route.aircraft,
                route.totalSeats,
                route.scheduledCabins);
    }

    private static CabinInventorySnapshot snapshot(Instant at, Happening now) {
        FlightMarket flight = now.flight;
        CabinPlan[] plans = flight.plan.route().cabins;
        List<CabinInventorySnapshot.Cabin> cabins = new ArrayList<>(plans.length);
        int next = 0;
        for (CabinPlan plan : plans) {
            List<CabinInventorySnapshot.FareBucket> buckets = new ArrayList<>(plan.classes);
            for (int i = 0; i < plan.classes; i++) {
                buckets.add(
                        new CabinInventorySnapshot.FareBucket(plan.buckets[i], now.available[next++], plan.prices[i]));
            }
            cabins.add(new CabinInventorySnapshot.Cabin(plan.code, buckets));
        }
        return new CabinInventorySnapshot(
                at, now.flightId(), (flight.plan.departure() - now.at) / Micros.PER_MINUTE, now.currency, cabins);
    }

    private static BookingCreated booking(Instant at, Happening now) {
        CabinPlan cabin = now.flight.plan.route().cabins[now.cabin];
        int seat = now.segment.seat(now.customer, cabin.seats);
        List<BookingCreated.Passenger> passengers = new ArrayList<>(now.party);
        for (int i = 0; i < now.party; i++) {
            passengers.add(new BookingCreated.Passenger(PASSENGERS[i], cabin.seatId(seat + i), cabin.code));
        }
        return new BookingCreated(
                at,
                now.flightId(),
                now.bookingId(),
                now.segment.channel(now.customer),
                cabin.buckets[now.bought.fareClass()],
                now.currency,
                money(now.party * now.bought.cents()),
                passengers,
                now.bought.promotionId());
    }

    private static BookingTruth truth(Instant at, Happening now) {
        CabinPlan cabin = now.flight.plan.route().cabins[now.cabin];
        BigDecimal price = now.bought == null ? null : money(now.party * now.bought.cents());
        BigDecimal counterfactual = now.wouldHave == null ? null : money(now.party * now.wouldHave.cents());
        return new BookingTruth(
                at,
                now.flightId(),
                now.bookingId(),
                now.segment.name,
                now.party,
                money(now.willingness),
                now.currency,
                BookingTruth.Effect.of(price, counterfactual),
                now.bought == null ? null : cabin.buckets[now.bought.fareClass()],
                price,
                now.wouldHave == null ? null : cabin.buckets[now.wouldHave.fareClass()],
                counterfactual);
    }

    private static FlightTruth truth(Instant at, FlightMarket flight, String currency) {
        World real = flight.real();
        World twin = flight.twin();
        return new FlightTruth(
                at,
                flight.plan.id(),
                flight.plan.route().totalSeats,
                flight.offersSeen(),
                real.seats(),
                real.boarded(),
                money(real.cents()),
                twin.seats(),
                twin.boarded(),
                money(twin.cents()),
                currency,
                real.spilled(),
                twin.spilled());
    }

    private static BigDecimal money(long cents) {
        return cents % 100 == 0 ? BigDecimal.valueOf(cents / 100) : BigDecimal.valueOf(cents, 2);
    }
}
