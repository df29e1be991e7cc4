package io.loadstream.domain.market;

import io.loadstream.domain.market.DemandShocks.Shock;

/**
 * The customers of one segment of one flight, one after the other: a non-homogeneous Poisson process, by stretching one
 * of rate 1 whose gaps are the customers' own draws. What customers do changes nothing here.
 */
final class Arrivals {

    private static final int FRAMES = -2;

    final SegmentDraws segment;
    private final Demand demand;
    private final Willingness willingness;
    private final ArrivalShape shape;
    private final Shock[] shocks;
    private final long key;
    private final long opening;
    private final float parties;

    private int customer;
    private int settled;
    private int missed;
    private long customerKey;
    private long time;
    private int piece;
    /** Expected share of the demand that has come by now, as far as the shape alone says. */
    private double reached;
    /** Customers that a whole share stands for, up to the end of the span: there the luck or a shock changes. */
    private double factor;

    private int spanEnd;

    /** {@code null} as long as the flight leaves as planned. */
    private NewTime newTime;

    Arrivals(Demand demand, FlightPlan flight, int segment) {
        this.segment = demand.segments[segment];
        this.demand = demand;
        this.willingness = demand.willingness[segment];
        this.shape = demand.shapeOf(flight, segment);
        this.shocks = demand.shocks.of(flight.route().from, flight.route().to);
        this.key = demand.keyOf(flight, segment);
        this.opening = flight.departure() - demand.saleMicros;
        this.parties = (float) demand.partiesOf(flight, segment);
        begin();
    }

    /** When the current customer comes, microseconds; {@link Long#MAX_VALUE} when all have come. */
    long time() {
        return time;
    }

    /** Number of the current customer, from 0. */
    int customer() {
        return customer;
    }

    /** The key of all that the current customer is like. */
    long customerKey() {
        return customerKey;
    }

    /** Multiple of the base fare that the current customer would pay for a seat. */
    double willingness() {
        return willingness.of(piece, Draws.exponential(customerKey, SegmentDraws.WILLINGNESS));
    }

    /** Piece of the time on sale in which the current customer comes. */
    int piece() {
        return piece;
    }

    /** Moves on to the next customer. */
    void next() {
        customer++;
        customerKey = keyOf(customer);
        double gap = Draws.exponential(customerKey, SegmentDraws.GAP);
        double[] before = shape.before;
        double target = reached + gap / factor;
        while (target >= before[spanEnd]) {
            if (spanEnd == shape.pieces()) {
                time = Long.MAX_VALUE;
                return;
            }
            gap -= (before[spanEnd] - reached) * factor;
            reached = before[spanEnd];
            enter(spanEnd);
            target = reached + gap / factor;
        }
        reached = target;
        while (before[piece + 1] <= target) {
            piece++;
        }
        double share = (target - before[piece]) / (before[piece + 1] - before[piece]);
        time = opening + (long) ((piece + share) * demand.pieceMicros);
        if (newTime != null) {
            time = newTime.of(time);
        }
    }

    /** All who have not come yet come by the flight's new time, which is set once at most. */
    void putOff(NewTime to) {
        newTime = to;
        time = to.of(time);
    }

    /** The key of all that the customer of that number is like. */
    long keyOf(int number) {
        return Draws.key(key, number);
    }

    /** All before the current customer have come for good. */
    void settle() {
        settled = customer;
    }

    /** Whether the current customer goes without seats for the first time; whoever is called back may have before. */
    boolean firstMissed() {
        if (customer < missed) {
            return false;
        }
        missed = customer + 1;
        return true;
    }

    /** Goes back to the first customer who comes from {@code from} on, microseconds, and has not come for good. */
    void backTo(long from) {
        begin();
        while (customer < settled || time < from) {
            next();
        }
    }

    private void begin() {
        customer = -1;
        reached = 0;
        enter(0);
        next();
    }

    private void enter(int at) {
        piece = at;
        byte frame = shape.frame[at];
        factor = parties
                * Draws.factor(
                        Draws.key(key, FRAMES),
                        frame,
                        demand.scenario.variation().frame());
        spanEnd = shape.frameEnd(at);
        for (Shock shock : shocks) {
            int starts = firstPieceFrom(shock.starts());
            int ends = firstPieceFrom(shock.ends());
            if (starts <= at && at < ends) {
                factor *= shock.factor();
            }
            if (starts > at) {
                spanEnd = Math.min(spanEnd, starts);
            } else if (ends > at) {
                spanEnd = Math.min(spanEnd, ends);
            }
        }
    }

    /** The first piece whose middle does not lie before {@code at}. */
    private int firstPieceFrom(long at) {
        return (int) Math.ceil((double) (at - opening) / demand.pieceMicros - 0.5);
    }
}
