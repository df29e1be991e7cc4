package io.loadstream.domain.market;

import io.loadstream.domain.market.AirportShocks.Shock;

/**
 * The customers of one segment of one flight, one after the other: a non-homogeneous Poisson process, by stretching one
 * of rate 1 whose gaps are the customers' own draws. What customers do changes nothing here.
 */
final class Arrivals {

    private static final int FRAMES = -2;

    private final Demand demand;
    private final ArrivalShape shape;
    private final Shock[] shocks;
    private final long key;
    private final long opening;
    private final float parties;

    private int customer = -1;
    private long customerKey;
    private long time;
    private int piece;
    /** What the current piece still holds, in customers. */
    private double left;

    private double whole;
    private byte frame = -1;
    private double frameFactor;

    Arrivals(Demand demand, FlightPlan flight, int segment) {
        this.demand = demand;
        this.shape = demand.shapeOf(flight, segment);
        this.shocks = demand.shocks.of(flight.route().to);
        this.key = demand.keyOf(flight, segment);
        this.opening = flight.departure() - demand.saleMicros;
        this.parties = (float) demand.partiesOf(flight, segment);
        this.piece = -1;
        next();
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

    /** Piece of the time on sale in which the current customer comes. */
    int piece() {
        return piece;
    }

    /** Moves on to the next customer. */
    void next() {
        customer++;
        customerKey = Draws.key(key, customer);
        double gap = Draws.exponential(customerKey, SegmentDraws.GAP);
        while (gap >= left) {
            gap -= left;
            if (++piece >= shape.mass.length) {
                time = Long.MAX_VALUE;
                return;
            }
            whole = massOf(piece);
            left = whole;
        }
        left -= gap;
        double share = 1 - left / whole;
        time = opening + (long) ((piece + share) * demand.pieceMicros);
    }

    private double massOf(int at) {
        if (shape.frame[at] != frame) {
            frame = shape.frame[at];
            frameFactor = Draws.factor(
                    Draws.key(key, FRAMES), frame, demand.scenario.variation().frame());
        }
        double mass = shape.mass[at] * parties * frameFactor;
        if (shocks.length > 0) {
            long middle = opening + (long) ((at + 0.5) * demand.pieceMicros);
            for (Shock shock : shocks) {
                if (middle >= shock.starts() && middle < shock.ends()) {
                    mass *= shock.factor();
                }
            }
        }
        return mass;
    }
}
