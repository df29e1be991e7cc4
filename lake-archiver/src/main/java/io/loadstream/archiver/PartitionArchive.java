package io.loadstream.archiver;

import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/**
 * One assigned partition. For the loop's thread only.
 *
 * <pre>
 *             located                      rotate
 *   locating ---------> collecting ------------------> collecting and uploading
 *      ^                  |    ^                                   |
 *      |                  |    +--------- stored, adopted ---------+
 *      +------------------+--- out of range, topic replaced -------+
 * </pre>
 */
final class PartitionArchive {

    private final TopicPartition partition;
    private ChainEnd end;
    private final ChunkPool pool;
    private Collected collected;
    private Collected uploading;
    private Future<?> task;
    /** Raised whenever earlier work no longer counts; reports of earlier epochs are ignored. */
    private int epoch;

    /** @param pool where the memory for its records comes from */
    PartitionArchive(TopicPartition partition, ChunkPool pool) {
        this.partition = partition;
        this.pool = pool;
        this.collected = new Collected(pool);
    }

    TopicPartition partition() {
        return partition;
    }

    int epoch() {
        return epoch;
    }

    boolean isLocated() {
        return end != null;
    }

    /** Where the chain ends as far as is known; {@code null} while that is being found out. */
    ChainEnd end() {
        return end;
    }

    void located(ChainEnd found) {
        end = found;
    }

    Collected collected() {
        return collected;
    }

    boolean isUploading() {
        return uploading != null;
    }

    /** Ends the file that is being collected: what comes next belongs to another. There must be no upload. */
    Collected rotate() {
        if (uploading != null) {
            throw new IllegalStateException("one file at a time: " + partition);
        }
        uploading = collected;
        collected = new Collected(pool);
        return uploading;
    }

    /** The file is in the lake; the chain goes on after it. */
    void stored(ChainEnd newEnd) {
        end = newEnd;
        uploading.release();
        uploading = null;
        task = null;
    }

    /** Another's file is in the lake; what was collected is to be fetched again from its end. */
    void adopted(ChainEnd newEnd) {
        stored(newEnd);
        collected.release();
        collected = new Collected(pool);
    }

    /** Forgets all: nothing of it was committed, so all of it will be fetched again, here or elsewhere. */
    void abandon() {
        epoch++;
        if (task != null) {
            task.cancel(true);
            task = null;
        }
        end = null;
        collected.release();
        collected = new Collected(pool);
        // Its memory is not given back: an encoder may still read it.
        uploading = null;
    }

    void task(Future<?> running) {
        task = running;
    }

    /** Memory of records that are not in the lake yet, about. */
    long footprint() {
        return collected.footprint() + (uploading == null ? 0 : uploading.footprint());
    }

    /** Records that are not in the lake yet. */
    long pending() {
        return collected.size() + (uploading == null ? 0 : uploading.size());
    }

    /** How long the oldest of them has waited. */
    long oldestNanos(long nowNanos) {
        return uploading == null ? collected.ageNanos(nowNanos) : uploading.ageNanos(nowNanos);
    }
}
