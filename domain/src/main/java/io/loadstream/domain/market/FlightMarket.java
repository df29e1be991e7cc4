package io.loadstream.domain.market;

import io.loadstream.domain.event.PromotionEnded;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.PromotionSuppressed;
import io.loadstream.domain.event.PromotionTriggered;
import io.loadstream.domain.market.Happening.Kind;
import java.util.PriorityQueue;

/**
 * One flight from the opening of its sale to its departure or cancellation, one happening after the other. Beside what it sells it keeps
 * what it would have sold without promotions, from its first offer on; before that the two are the same.
 *
 * <p>Customers who buy in neither world are passed over as soon as it is known, since nothing follows from them; an offer
 * that comes after that calls those back who would see it.
 */
final class FlightMarket {

    private static final String CUSTOMER = "CUSTOMER";
    private static final String SCHEDULE_CHANGE = "SCHEDULE_CHANGE";
    private static final String FLIGHT_CANCELLED = "FLIGHT_CANCELLED";

    FlightPlan plan;
    private final Demand demand;
    private final Arrivals business;
    private final Arrivals leisure;
    private final World real;
    private World twin;
    private Offers offers;
    private PriorityQueue<Cancellation> cancellations;
    /** What is still to come; {@code null} when the flight leaves as planned. */
    private Disruption disruption;

    private long snapshotAt;
    private boolean onSale;
    private long next;

    /** Whose current customer buys next, and what; {@code null} when something else happens next. */
    private Arrivals buyer;

    private int cabin;
    private int party;
    private double willingness;
    private Purchase bought;
    private Purchase wouldHave;

    FlightMarket(Demand demand, FlightPlan plan) {
        this.demand = demand;
        this.plan = plan;
        this.real = new World(plan.route());
        this.twin = real;
        this.business = new Arrivals(demand, plan, 0);
        this.leisure = new Arrivals(demand, plan, 1);
        this.disruption = demand.disruptions.of(plan);
        this.snapshotAt = opening();
        this.next = opening();
    }

    /** When the sale opens, microseconds. */
    long opening() {
        return plan.departure() - demand.saleMicros;
    }

    /** When something happens next, microseconds. */
    long next() {
        return next;
    }

    /**
     * Lets the next thing happen.
     *
     * @param now is changed to tell of it
     * @return whether the flight goes on
     */
    boolean step(Happening now, MarketSink out) {
        if (!onSale) {
            onSale = true;
            out.accept(now.of(Kind.FLIGHT_SCHEDULED, this, next));
        } else if (buyer != null) {
            sell(now, out);
            buyer.next();
        } else if (next == disruptionAt()) {
            if (disruption.cancels()) {
                cancel(now, out);
                return false;
            }
            putOff(now, out);
        } else if (next == cancellationAt()) {
            Cancellation cancelled = cancellations.poll();
            takeBack(cancelled, cancelled.newTime() ? SCHEDULE_CHANGE : CUSTOMER, now, out);
        } else if (next == plan.departure()) {
            out.accept(now.of(Kind.FLIGHT_DEPARTED, this, next));
            tellTruth(now, out);
            return false;
        } else {
            out.accept(snapshot(now));
            snapshotAt = nextSnapshot(next);
        }
        business.settle();
        leisure.settle();
        findNext();
        return true;
    }

    /** What the engine decided reaches the customers who come from {@code from} on, microseconds. */
    void apply(PromotionEvent decision, long from) {
        switch (decision) {
            case PromotionTriggered triggered -> {
                if (offers == null) {
                    offers = new Offers(plan.route());
                    twin = real.copy();
                }
                offers.add(triggered, from);
                reconsider(from);
            }
            case PromotionEnded ended -> {
                if (offers != null) {
                    offers.end(ended, from);
                    reconsider(from);
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

    /** Offers that customers have seen so far. */
    int offersSeen() {
        return offers == null ? 0 : offers.seen();
    }

    private void reconsider(long from) {
        if (onSale) {
            business.backTo(from);
            leisure.backTo(from);
            findNext();
        }
    }

    private void findNext() {
        long other = Math.min(Math.min(plan.departure(), snapshotAt), Math.min(cancellationAt(), disruptionAt()));
        while (true) {
            Arrivals first = business.time() <= leisure.time() ? business : leisure;
            if (first.time() >= other) {
                buyer = null;
                next = other;
                return;
            }
            if (buys(first)) {
                buyer = first;
                next = first.time();
                return;
            }
            first.next();
        }
    }

    private boolean buys(Arrivals arrival) {
        RoutePlan route = plan.route();
        long customer = arrival.customerKey();
        cabin = route.cabinFor(arrival.segment.wantsPremium(customer));
        CabinPlan cabinPlan = route.cabins[cabin];
        willingness = cabinPlan.cents[cabinPlan.classes - 1] * arrival.willingness();
        long at = arrival.time();
        long left = plan.departure() - at;
        boolean paysLowest = willingness >= cabinPlan.lowestFare(left);
        if (offers == null && !paysLowest) {
            return false;
        }
        party = arrival.segment.party(customer);
        bought = Purchase.choose(cabinPlan, cabin, real.cabins[cabin], offers, party, willingness, at, left);
        wouldHave = twin == real
                ? bought
                : Purchase.choose(cabinPlan, cabin, twin.cabins[cabin], null, party, willingness, at, left);
        if (paysLowest && (bought == null || wouldHave == null) && arrival.firstMissed()) {
            turnAway();
        }
        return bought != null || wouldHave != null;
    }

    /** Of filed fares and seats left: whom an offer calls back found the same before, since nothing was sold meanwhile. */
    private void turnAway() {
        real.turnAway(cabin, party);
        if (twin != real) {
            twin.turnAway(cabin, party);
        }
    }

    private void sell(Happening now, MarketSink out) {
        SegmentDraws segment = buyer.segment;
        long customer = buyer.customerKey();
        boolean doesNotShow = segment.doesNotShow(customer);
        if (bought != null) {
            real.sell(cabin, bought, party, doesNotShow);
        }
        if (wouldHave != null && twin != real) {
            twin.sell(cabin, wouldHave, party, doesNotShow);
        }
        now.ofCustomer(segment, buyer.customer());
        now.customer = customer;
        now.cabin = cabin;
        now.party = party;
        now.willingness = (long) willingness;
        now.bought = bought;
        now.wouldHave = wouldHave;
        if (bought != null) {
            out.accept(now.of(Kind.BOOKED, this, next));
        }
        if (demand.tellsTruth) {
            out.accept(now.of(Kind.BOOKING_TRUTH, this, next));
        }
        long cancelsAt = segment.cancelsAt(customer, next, plan.departure());
        if (cancelsAt != Long.MAX_VALUE || disruption != null) {
            Cancellation booking = new Cancellation(
                    cancelsAt, segment, buyer.customer(), cabin, party, doesNotShow, false, bought, wouldHave);
            willCancel(booking);
            if (disruption != null) {
                disruption.sold(booking);
            }
        }
    }

    private void willCancel(Cancellation booking) {
        if (booking.at() != Long.MAX_VALUE) {
            if (cancellations == null) {
                cancellations = new PriorityQueue<>(4);
            }
            cancellations.add(booking);
        }
    }

    /** The flight will not leave: all get their money back. */
    private void cancel(Happening now, MarketSink out) {
        out.accept(now.of(Kind.FLIGHT_CANCELLED, this, next));
        disruption.standing().forEach(booking -> takeBack(booking, FLIGHT_CANCELLED, now, out));
        tellTruth(now, out);
    }

    /** The flight will leave later: customers to come spread over the new time, and some of those who booked go. */
    private void putOff(Happening now, MarketSink out) {
        NewTime newTime = new NewTime(next, plan.departure(), plan.departure() + disruption.delay);
        plan = plan.leavingAt(newTime.departure());
        out.accept(now.of(Kind.FLIGHT_SCHEDULED, this, next));
        business.putOff(newTime);
        leisure.putOff(newTime);
        cancellations = null;
        for (Cancellation booking : disruption.standing()) {
            Arrivals of = booking.segment() == business.segment ? business : leisure;
            long planned = newTime.of(booking.at());
            long gone = booking.segment()
                    .givesBackAt(of.keyOf(booking.number()), demand.disruptions.givenBack(), next, newTime.departure());
            willCancel(booking.at(Math.min(planned, gone), gone < planned));
        }
        disruption = null;
        snapshotAt = nextSnapshot(next);
    }

    private void tellTruth(Happening now, MarketSink out) {
        if (demand.tellsTruth) {
            out.accept(now.of(Kind.FLIGHT_TRUTH, this, next));
        }
    }

    private void takeBack(Cancellation cancelled, String reason, Happening now, MarketSink out) {
        // While the worlds are one, what was bought in one was bought in both.
        if (cancelled.real() != null) {
            real.takeBack(cancelled.cabin(), cancelled.real(), cancelled.party(), cancelled.doesNotShow());
            now.ofCustomer(cancelled.segment(), cancelled.number());
            now.reason = reason;
            out.accept(now.of(Kind.BOOKING_TAKEN_BACK, this, next));
        }
        if (cancelled.twin() != null && twin != real) {
            twin.takeBack(cancelled.cabin(), cancelled.twin(), cancelled.party(), cancelled.doesNotShow());
        }
    }

    private Happening snapshot(Happening now) {
        CabinPlan[] plans = plan.route().cabins;
        long left = plan.departure() - next;
        int from = 0;
        for (int c = 0; c < plans.length; c++) {
            int[] available = now.available(from + plans[c].classes);
            real.cabins[c].available(available, from);
            for (int i = 0; i < plans[c].classes; i++) {
                if (left < plans[c].advanceMicros[i]) {
                    available[from + i] = 0;
                }
            }
            from += plans[c].classes;
        }
        return now.of(Kind.INVENTORY_TOLD, this, next);
    }

    private long disruptionAt() {
        return disruption == null ? Long.MAX_VALUE : disruption.at;
    }

    private long cancellationAt() {
        return cancellations == null || cancellations.isEmpty()
                ? Long.MAX_VALUE
                : cancellations.peek().at();
    }

    /** The next moment of the interval, counted back from departure, or the next collection point. */
    private long nextSnapshot(long after) {
        long left = plan.departure() - after;
        long then = (left - 1) / demand.snapshotMicros * demand.snapshotMicros;
        for (long point : demand.collectionPoints) {
            if (point < left) {
                then = Math.max(then, point);
                break;
            }
        }
        return then <= 0 ? Long.MAX_VALUE : plan.departure() - then;
    }
}
