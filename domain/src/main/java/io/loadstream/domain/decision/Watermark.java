package io.loadstream.domain.decision;

/**
 * How far a partition's event time has come: the latest event time seen. A single event that lies implausibly far ahead
 * (a producer's broken clock) does not move it; a second one that lies as far ahead does, unless an event of the present
 * came in between.
 */
final class Watermark {

    private static final long NONE = Long.MIN_VALUE;

    private final long jump;
    private long now = NONE;
    private long suspected = NONE;

    /** @param jump microseconds that one event alone may move it */
    Watermark(long jump) {
        this.jump = jump;
    }

    /** Takes an event's time in; says whether it was held back as a jump. */
    boolean advance(long at) {
        if (now == NONE || at - now <= jump) {
            now = Math.max(now, at);
            if (now - at <= jump) {
                suspected = NONE;
            }
            return false;
        }
        if (suspected != NONE && Math.abs(at - suspected) <= jump) {
            now = Math.min(at, suspected);
            suspected = NONE;
            return false;
        }
        suspected = at;
        return true;
    }

    /** Microseconds; {@link Long#MIN_VALUE} before the first event. */
    long now() {
        return now;
    }

    long suspected() {
        return suspected;
    }

    void restore(long restoredNow, long restoredSuspected) {
        now = restoredNow;
        suspected = restoredSuspected;
    }
}
