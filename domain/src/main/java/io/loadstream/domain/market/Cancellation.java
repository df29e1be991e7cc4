package io.loadstream.domain.market;

/**
 * A booking that will be taken back.
 *
 * @param at when, microseconds
 * @param number of the customer in the segment
 * @param newTime whether it is because the flight leaves at another time
 * @param real what was bought; {@code null} when nothing was
 * @param twin the same in the world without promotions
 */
record Cancellation(
        long at,
        SegmentDraws segment,
        int number,
        int cabin,
        int party,
        boolean doesNotShow,
        boolean newTime,
        Purchase real,
        Purchase twin)
        implements Comparable<Cancellation> {

    /** The same at another time, which may be because of the flight's. */
    Cancellation at(long when, boolean becauseOfNewTime) {
        return new Cancellation(when, segment, number, cabin, party, doesNotShow, becauseOfNewTime, real, twin);
    }

    /** The earliest first; at one time always in the same order. */
    @Override
    public int compareTo(Cancellation other) {
        if (at != other.at) {
            return Long.compare(at, other.at);
        }
        return segment == other.segment
                ? Integer.compare(number, other.number)
                : Character.compare(segment.letter, other.segment.letter);
    }
}
