package io.loadstream.domain.market;

import io.loadstream.domain.flight.Micros;
import io.loadstream.domain.market.scenario.Segment;
import java.util.ArrayList;
import java.util.List;

/** What a segment's customers are like, as a function of each one's key. */
final class SegmentDraws {

    /** The draws of a customer, by number. The gap to the one before is a draw of the same key. */
    static final int GAP = 0;

    static final int WILLINGNESS = 1;
    private static final int PARTY = 2;
    private static final int CABIN = 3;
    private static final int CHANNEL = 4;
    private static final int SEAT = 5;
    private static final int CANCELS = 6;
    private static final int CANCELS_WHEN = 7;
    private static final int NO_SHOW = 8;
    private static final int GIVES_BACK = 9;
    private static final int GIVES_BACK_WHEN = 10;

    /** Whom a new time does not suit says so within three days. */
    private static final long MAKES_UP_MIND = 3 * Micros.PER_DAY;

    final String name;
    final char letter;
    final double meanParty;
    private final double premium;
    private final double cancels;
    private final double noShows;
    private final double[] partyUpTo;
    private final double[] channelUpTo;
    private final String[] channels;

    SegmentDraws(Segment segment) {
        this.name = segment.name();
        this.letter = name.charAt(0);
        this.meanParty = segment.meanParty();
        this.premium = segment.premium();
        this.cancels = segment.cancels();
        this.noShows = segment.noShows();
        this.partyUpTo = cumulated(segment.partySizes());
        this.channelUpTo = cumulated(new ArrayList<>(segment.channels().values()));
        this.channels = segment.channels().keySet().toArray(String[]::new);
    }

    int party(long customer) {
        return pick(partyUpTo, Draws.uniform(customer, PARTY)) + 1;
    }

    boolean wantsPremium(long customer) {
        return premium > 0 && Draws.uniform(customer, CABIN) < premium;
    }

    String channel(long customer) {
        return channels[pick(channelUpTo, Draws.uniform(customer, CHANNEL))];
    }

    /** Number of a seat, from 0. */
    int seat(long customer, int seats) {
        return (int) (Draws.uniform(customer, SEAT) * seats);
    }

    /**
     * When the booking is taken back: some time between it and the departure.
     *
     * @return {@link Long#MAX_VALUE} when it is not
     */
    long cancelsAt(long customer, long booked, long departure) {
        if (cancels == 0 || Draws.uniform(customer, CANCELS) >= cancels) {
            return Long.MAX_VALUE;
        }
        return booked + 1 + (long) ((departure - booked - 1) * Draws.uniform(customer, CANCELS_WHEN));
    }

    /**
     * When a customer whose flight is put off takes the money back.
     *
     * @param share of customers who do
     * @param told when they hear of it, microseconds
     * @return {@link Long#MAX_VALUE} when the new time suits
     */
    long givesBackAt(long customer, double share, long told, long departure) {
        if (Draws.uniform(customer, GIVES_BACK) >= share) {
            return Long.MAX_VALUE;
        }
        long within = Math.min(MAKES_UP_MIND, departure - told) - 1;
        return told + 1 + (long) (within * Draws.uniform(customer, GIVES_BACK_WHEN));
    }

    boolean doesNotShow(long customer) {
        return noShows > 0 && Draws.uniform(customer, NO_SHOW) < noShows;
    }

    private static int pick(double[] upTo, double at) {
        int i = 0;
        while (i < upTo.length - 1 && at >= upTo[i]) {
            i++;
        }
        return i;
    }

    private static double[] cumulated(List<Double> shares) {
        double[] upTo = new double[shares.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += shares.get(i);
            upTo[i] = sum;
        }
        return upTo;
    }
}
