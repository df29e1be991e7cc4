package io.loadstream.generator.simulate;

import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import java.util.BitSet;
import java.util.function.Supplier;

/**
 * Up to where customers have seen the decisions, by partition. At the end of an interval they see all that is decided by
 * then. In an interval that an earlier run went through, they see what its next record tells; where a partition has none
 * left, all that was decided on those that it had, for nothing more had been sent there. For one thread.
 */
final class DecisionsSeen {

    private final EarlierRun earlier;
    private final long[] seen;

    /** Partitions without records left of the earlier run, whose decisions have all been seen since. */
    private final BitSet complete = new BitSet();

    /** @param ends of the decisions before the run */
    DecisionsSeen(EarlierRun earlier, long[] ends) {
        this.earlier = earlier;
        this.seen = ends.clone();
        for (int partition = 0; partition < seen.length; partition++) {
            long told = earlier.seenNext(partition);
            if (told != OutgoingEvent.NO_LOOP) {
                seen[partition] = told;
            }
        }
    }

    /** Offset before which they have seen all. */
    long of(int partition) {
        return seen[partition];
    }

    /** The same, by a flight's key. */
    long of(byte[] key) {
        return seen[Partitions.ofKey(key, seen.length)];
    }

    /**
     * At the end of an interval.
     *
     * @param ends of the decisions, once all that went out is decided on; asked for only when they matter
     */
    void moveOn(Supplier<long[]> ends) {
        long[] all = null;
        boolean live = earlier.isPassed();
        for (int partition = 0; partition < seen.length; partition++) {
            long told = earlier.seenNext(partition);
            if (told != OutgoingEvent.NO_LOOP) {
                seen[partition] = Math.max(seen[partition], told);
            } else if (live || !complete.get(partition)) {
                all = all == null ? ends.get() : all;
                seen[partition] = all[partition];
                complete.set(partition);
            }
        }
    }
}
