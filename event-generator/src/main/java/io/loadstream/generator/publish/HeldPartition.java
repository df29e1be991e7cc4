package io.loadstream.generator.publish;

import io.loadstream.generator.source.OutgoingEvent;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What one partition holds of a run, to be gone through as the run is simulated again. */
public final class HeldPartition {

    private final long count;
    private final CRC32C read = new CRC32C();
    private final CRC32C simulated = new CRC32C();

    /** Offsets at which records begin to tell another position of the decisions, and those positions. */
    private long[] from = new long[4];

    private long[] seen = new long[4];
    private int stretches;

    private long firstRead;
    private long nextRead;
    private long passed;
    private int stretch;

    /** @param count records that it holds */
    public HeldPartition(long count) {
        this.count = count;
        this.firstRead = count;
        this.nextRead = count;
    }

    /** Records that it holds. */
    public long count() {
        return count;
    }

    /** From that record on they will be read, in order; those before are only counted. */
    public void readFrom(long offset) {
        firstRead = offset;
        nextRead = offset;
    }

    /** Whether there are records that were not read yet. */
    public boolean isToRead() {
        return nextRead < count;
    }

    /** Offset of the next record to be read. */
    public long nextRead() {
        return nextRead;
    }

    /** @param decisionsSeen {@link OutgoingEvent#NO_LOOP} when it does not tell */
    public void read(byte[] json, long decisionsSeen) {
        read.update(json);
        if (stretches == 0 || seen[stretches - 1] != decisionsSeen) {
            if (stretches == from.length) {
                from = Arrays.copyOf(from, stretches * 2);
                seen = Arrays.copyOf(seen, stretches * 2);
            }
            from[stretches] = nextRead;
            seen[stretches++] = decisionsSeen;
        }
        nextRead++;
    }

    /** Records that were not gone through yet. */
    public long left() {
        return count - passed;
    }

    /** What the next of them tells; {@link OutgoingEvent#NO_LOOP} when none is left. */
    public long seenNext() {
        if (left() == 0) {
            return OutgoingEvent.NO_LOOP;
        }
        while (stretch + 1 < stretches && from[stretch + 1] <= passed) {
            stretch++;
        }
        return seen[stretch];
    }

    /** What the last record tells; {@link OutgoingEvent#NO_LOOP} when there is none. */
    public long seenLast() {
        return stretches == 0 ? OutgoingEvent.NO_LOOP : seen[stretches - 1];
    }

    /**
     * Goes past the next record, which the run would send as {@code json}.
     *
     * @return {@code false} when it was the last one and those that were read are not what the run sends
     */
    boolean pass(byte[] json) {
        if (passed >= firstRead) {
            simulated.update(json);
        }
        passed++;
        return passed < count || simulated.getValue() == read.getValue();
    }

    /** Back to the first record. */
    void rewind() {
        passed = 0;
        stretch = 0;
        simulated.reset();
    }
}
