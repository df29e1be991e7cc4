package io.loadstream.domain.market;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.BookingTruth;
import io.loadstream.domain.event.CabinInventorySnapshot;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.flight.Micros;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One flight from the opening of its sale to its departure, one happening after the other. Beside what it sells it keeps
 * what it would have sold without promotions, from its first offer on; before that the two are the same.
 */
final class FlightMarket {

    private static final String CUSTOMER = "CUSTOMER";

    private static final String[] PASSENGERS = {"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"};

    final FlightPlan plan;
    private final Demand demand;
    private final Arrivals[] arrivals;
    private final World real;
    private World twin;
    private Offers offers;
    private PriorityQueue<Cancellation> cancellations;
    private long snapshotAt;
    private boolean onSale;

    FlightMarket(Demand demand, FlightPlan plan) {
        this.demand = demand;
        this.plan = plan;
        this.real = new World(plan.route());
        this.twin = real;
        this.arrivals = new Arrivals[demand.segments.length];
        for (int segment = 0; segment < arrivals.length; segment++) {
            arrivals[segment] = new Arrivals(demand, plan, segment);
        }
        this.snapshotAt = opening();
    }

    /** When the sale opens, microseconds. */
    long opening() {
        return plan.departure() - demand.saleMicros;
    }

    /** When something happens next, microseconds; {@link Long#MAX_VALUE} after the departure. */
    long next() {
        if (!onSale) {
            return opening();
        }
        long next = Math.min(plan.departure(), snapshotAt);
        for (Arrivals segment : arrivals) {
            next = Math.min(next, segment.time());
        }
        return cancellations == null || cancellations.isEmpty()
                ? next
                : Math.min(next, cancellations.peek().at());
    }

    /**
     * Lets the next thing happen.
     *
     * @return whether the flight goes on
     */
    boolean step(EventSink out) {
        if (!onSale) {
            onSale = true;
            out.accept(scheduled());
            return true;
        }
        long at = next();
        if (cancellations != null
                && !cancellations.isEmpty()
                && cancellations.peek().at() == at) {
            cancel(cancellations.poll(), out);
            return true;
        }
        if (at >= plan.departure()) {
            out.accept(new FlightDeparted(Micros.toInstant(plan.departure()), plan.id()));
            if (demand.tellsTruth) {
                out.accept(truth());
            }
            return false;
        }
        if (at == snapshotAt) {
            out.accept(snapshot(at));
            snapshotAt = nextSnapshot(at);
            return true;
        }
        int segment = arrivals[0].time() == at ? 0 : 1;
        comes(arrivals[segment], demand.segments[segment], segment, out);
        arrivals[segment].next();
        return true;
    }

    /** What the engine decided reaches the customers. */
    void apply(PromotionEvent decision) {
        switch (decision) {
            case PromotionTriggered triggered -> {
                if (offers == null) {
                    offers = new Offers(plan.route());
                    twin = real.copy();
                }
                offers.add(triggered);
            }
            case PromotionEnded ended -> {
                if (offers != null) {
                    offers.end(ended);
                }
            }
            case PromotionSuppressed suppressed -> {}
        }
    }

    World real() {
        return real;
    }

    World twin() {
        return twin;
    }

    private void comes(Arrivals arrival, SegmentDraws segment, int number, EventSink out) {
        long customer = arrival.customerKey();
        long at = arrival.time();
        RoutePlan route = plan.route();
        int cabin = route.cabinFor(segment.wantsPremium(customer));
        CabinPlan cabinPlan = route.cabins[cabin];
        double base = cabinPlan.cents[cabinPlan.classes - 1];
        double willingness = base
                * demand.willingness[number].of(arrival.piece(), Draws.exponential(customer, SegmentDraws.WILLINGNESS));
        int party = segment.party(customer);
        long left = plan.departure() - at;
        Purchase bought = Purchase.choose(cabinPlan, cabin, real.cabins[cabin], offers, party, willingness, at, left);
        Purchase wouldHave = twin == real
                ? bought
                : Purchase.choose(cabinPlan, cabin, twin.cabins[cabin], null, party, willingness, at, left);
        if (bought == null && wouldHave == null) {
            return;
        }
        boolean doesNotShow = segment.doesNotShow(customer);
        if (bought != null) {
            real.sell(cabin, bought, party, doesNotShow);
        }
        if (wouldHave != null && twin != real) {
            twin.sell(cabin, wouldHave, party, doesNotShow);
        }
        String bookingId = plan.id() + '-' + segment.letter + arrival.customer();
        if (bought != null) {
            out.accept(booking(bookingId, cabinPlan, bought, segment, customer, party, at));
        }
        if (demand.tellsTruth) {
            out.accept(truth(bookingId, cabinPlan, segment, party, willingness, at, bought, wouldHave));
        }
        long cancelsAt = segment.cancelsAt(customer, at, plan.departure());
        if (cancelsAt != Long.MAX_VALUE) {
            if (cancellations == null) {
                cancellations = new PriorityQueue<>(4, Comparator.comparingLong(Cancellation::at));
            }
            cancellations.add(new Cancellation(cancelsAt, bookingId, cabin, party, doesNotShow, bought, wouldHave));
        }
    }

    private void cancel(Cancellation cancelled, EventSink out) {
        // While the worlds are one, what was bought in one was bought in both.
        if (cancelled.real() != null) {
            real.takeBack(cancelled.cabin(), cancelled.real(), cancelled.party(), cancelled.doesNotShow());
            out.accept(
                    new BookingCancelled(Micros.toInstant(cancelled.at()), plan.id(), cancelled.bookingId(), CUSTOMER));
        }
        if (cancelled.twin() != null && twin != real) {
            twin.takeBack(cancelled.cabin(), cancelled.twin(), cancelled.party(), cancelled.doesNotShow());
        }
    }

    private FlightScheduled scheduled() {
        RoutePlan route = plan.route();
        return new FlightScheduled(
                Micros.toInstant(opening()),
                plan.id(),
                route.airline,
                route.from,
                route.to,
                Micros.toInstant(plan.departure()),
                Micros.toInstant(plan.departure() + route.blockMicros),
                route.aircraft,
                route.totalSeats,
                route.scheduledCabins);
    }

    private BookingCreated booking(
            String bookingId,
            CabinPlan cabin,
            Purchase bought,
            SegmentDraws segment,
            long customer,
            int party,
            long at) {
        int seat = segment.seat(customer, cabin.seats);
        List<BookingCreated.Passenger> passengers;
        if (party == 1) {
            passengers = List.of(new BookingCreated.Passenger(PASSENGERS[0], cabin.seatId(seat), cabin.code));
        } else {
            passengers = new ArrayList<>(party);
            for (int i = 0; i < party; i++) {
                passengers.add(new BookingCreated.Passenger(PASSENGERS[i], cabin.seatId(seat + i), cabin.code));
            }
        }
        return new BookingCreated(
                Micros.toInstant(at),
                plan.id(),
                bookingId,
                segment.channel(customer),
                cabin.buckets[bought.fareClass()],
                demand.scenario.currency(),
                money(party * bought.cents()),
                passengers,
                bought.offer() == null ? null : bought.offer().decisionId());
    }

    private BookingTruth truth(
            String bookingId,
            CabinPlan cabin,
            SegmentDraws segment,
            int party,
            double willingness,
            long at,
            Purchase bought,
            Purchase wouldHave) {
        BigDecimal price = bought == null ? null : money(party * bought.cents());
        BigDecimal counterfactual = wouldHave == null ? null : money(party * wouldHave.cents());
        return new BookingTruth(
                Micros.toInstant(at),
                plan.id(),
                bookingId,
                segment.name,
                party,
                money((long) willingness),
                demand.scenario.currency(),
                BookingTruth.Effect.of(price, counterfactual),
                bought == null ? null : cabin.buckets[bought.fareClass()],
                price,
                wouldHave == null ? null : cabin.buckets[wouldHave.fareClass()],
                counterfactual);
    }

    private FlightTruth truth() {
        return new FlightTruth(
                Micros.toInstant(plan.departure()),
                plan.id(),
                plan.route().totalSeats,
                offers == null ? 0 : offers.seen(),
                real.seats(),
                real.boarded(),
                money(real.cents()),
                twin.seats(),
                twin.boarded(),
                money(twin.cents()),
                demand.scenario.currency());
    }

    private CabinInventorySnapshot snapshot(long at) {
        RoutePlan route = plan.route();
        long left = plan.departure() - at;
        List<CabinInventorySnapshot.Cabin> cabins = new ArrayList<>(route.cabins.length);
        for (int c = 0; c < route.cabins.length; c++) {
            CabinPlan cabin = route.cabins[c];
            int[] available = new int[cabin.classes];
            real.cabins[c].available(available);
            List<CabinInventorySnapshot.FareBucket> buckets = new ArrayList<>(cabin.classes);
            for (int i = 0; i < cabin.classes; i++) {
                int open = left < cabin.advanceMicros[i] ? 0 : available[i];
                buckets.add(new CabinInventorySnapshot.FareBucket(cabin.buckets[i], open, cabin.prices[i]));
            }
            cabins.add(new CabinInventorySnapshot.Cabin(cabin.code, buckets));
        }
        Instant time = Micros.toInstant(at);
        return new CabinInventorySnapshot(
                time, plan.id(), left / Micros.PER_MINUTE, demand.scenario.currency(), cabins);
    }

    /** The next moment of the interval, counted back from departure, or the next collection point. */
    private long nextSnapshot(long after) {
        long left = plan.departure() - after;
        long next = (left - 1) / demand.snapshotMicros * demand.snapshotMicros;
        for (long point : demand.collectionPoints) {
            if (point < left) {
                next = Math.max(next, point);
                break;
            }
        }
        return next <= 0 ? Long.MAX_VALUE : plan.departure() - next;
    }

    static BigDecimal money(long cents) {
        return cents % 100 == 0 ? BigDecimal.valueOf(cents / 100) : BigDecimal.valueOf(cents, 2);
    }
}
