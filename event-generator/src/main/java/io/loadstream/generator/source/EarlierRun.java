package io.loadstream.generator.source;

/**
 * What the records of an earlier run tell of the decisions that customers had seen, while it is gone through again in the
 * order in which it was sent. Partitions are numbered alike on every topic.
 */
public interface EarlierRun {

    /** No earlier run. */
    EarlierRun NONE = new EarlierRun() {
        @Override
        public long seenNext(int partition) {
            return OutgoingEvent.NO_LOOP;
        }

        @Override
        public long seenLast(int partition) {
            return OutgoingEvent.NO_LOOP;
        }

        @Override
        public boolean isPassed() {
            return true;
        }
    };

    /**
     * Offset before which decisions had been seen when the next record of the partition went out, on whichever topic;
     * {@link OutgoingEvent#NO_LOOP} when none is left.
     */
    long seenNext(int partition);

    /** The same of the partition's last records; {@link OutgoingEvent#NO_LOOP} when it never had any. */
    long seenLast(int partition);

    /** Whether all its records have been gone through. */
    boolean isPassed();
}
