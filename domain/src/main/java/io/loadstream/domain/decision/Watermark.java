package io.loadstream.domain.decision;

/**
 * How far a partition's event time has come: the latest event time seen. A single event that lies implausibly far ahead
 * (a producer's broken clock) does not move it; a second one that lies as far ahead or further does, unless an event of
 * the present came in between. The very first event has nothing to be measured by: its time holds until the next one confirms it, or
 * lies as far behind it, and then it is the first one's that is doubted.
 */
final class Watermark {

    /** What an event's time did. */
    enum Step {
        /** It is believed. */
        BELIEVED,
        /** It lies too far ahead: time stays. */
        HELD,
        /** It lies so far behind the first event's time, which nothing had confirmed, that this is the one to doubt. */
        WENT_BACK
    }

    private static final long NONE = Long.MIN_VALUE;

    private final long jump;
    private long now = NONE;

    /** Equal to {@link #now} as long as that is what the first event alone claimed. */
    private long suspected = NONE;

    /** @param jump microseconds that one event alone may move it */
    Watermark(long jump) {
        this.jump = jump;
    }

    /** Takes an event's time in. */
    Step advance(long at) {
        if (now == NONE) {
            now = at;
            suspected = at;
            return Step.BELIEVED;
        }
        if (suspected == now && now - at > jump) {
            now = at;
            return Step.WENT_BACK;
        }
        if (at - now <= jump) {
            now = Math.max(now, at);
            if (now - at <= jump) {
                suspected = NONE;
            }
            return Step.BELIEVED;
        }
        if (suspected != NONE && Math.abs(at - suspected) <= jump) {
            now = Math.min(at, suspected);
            suspected = NONE;
            return Step.BELIEVED;
        }
        if (suspected > now && at > suspected) {
            // They disagree on how late it is, not on that it is as late as the first of them says.
            now = suspected;
        }
        suspected = at;
        return Step.HELD;
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
