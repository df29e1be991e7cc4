package io.loadstream.archiver;

import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One assigned partition. For the loop's thread only.
 *
 * <pre>
 *             located                      rotate
 *   locating ---------> collecting ------------------> collecting and uploading
 *      ^                  |    ^                                   |
 *      |                  |    +--------- stored, adopted ---------+
 *      +------------------+-------- topic replaced ----------------+
 *      +------------------+ overtaken, once all that was collected is stored
 * </pre>
 */
final class PartitionArchive {

    private final TopicPartition partition;
    private ChainEnd end;
    private final ChunkPool pool;
    private Collected collected;
    private Collected uploading;
    /** Of the file that was made of it; 0 until it is made. */
    private long encodedBytes;
    /** Every record before it is in the lake. */
    private long settled;
    /** Every record before it was fetched. */
    private long fetched;
    /** Broker timestamp of the newest record fetched, epoch milliseconds; 0 before the first. */
    private long newestFetched;

    private boolean overtaken;
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

    void located(ResumePoint found) {
        end = found.end();
        settled = found.settled();
        fetched = found.settled();
    }

    void fetched(ConsumerRecord<ByteBuffer, ByteBuffer> record, long nowNanos) {
        collected.add(record, nowNanos);
        newestFetched = Math.max(newestFetched, record.timestamp());
    }

    /** All before that offset has been fetched, also what is never shown: transaction markers, aborted records. */
    void fetchedTo(long next) {
        fetched = next;
    }

    long newestFetched() {
        return newestFetched;
    }

    /** Whether more has come into the lake than was told before, or would have, had it been shown. */
    boolean settle() {
        boolean more = end != null && pending() == 0 && fetched > settled;
        settled = more ? fetched : settled;
        return more;
    }

    /** What the group is to remember. */
    OffsetAndMetadata toCommit() {
        return end.toCommit(settled);
    }

    /** The broker has deleted what would be fetched next. */
    void overtaken() {
        overtaken = true;
    }

    boolean isOvertaken() {
        return overtaken;
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
        encodedBytes = 0;
        collected = new Collected(pool);
        return uploading;
    }

    /** The file is made and takes so many bytes; what it was made of is needed no longer. */
    void encoded(long bytes) {
        uploading.release();
        encodedBytes = bytes;
        pool.cede(bytes);
    }

    /** The file is in the lake; the chain goes on after it. */
    void stored(ChainEnd newEnd) {
        end = newEnd;
        settled = newEnd.next();
        uploading.release();
        uploading = null;
        encodedBytes = 0;
        task = null;
    }

    /** Another's file is in the lake; what was collected is to be fetched again from its end. */
    void adopted(ChainEnd newEnd) {
        stored(newEnd);
        fetched = newEnd.next();
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
        overtaken = false;
        collected.release();
        collected = new Collected(pool);
        // Its memory is not given back: an encoder may still read it.
        uploading = null;
        encodedBytes = 0;
    }

    void task(Future<?> running) {
        task = running;
    }

    /** Memory of records that are not in the lake yet, about. */
    long footprint() {
        return collected.footprint() + (uploading == null ? 0 : uploading.footprint() + encodedBytes);
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
