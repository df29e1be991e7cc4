package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where a chain ends: what comes next belongs into a file that begins at {@code next}.
 *
 * @param previousStart where its last file begins; -1 when it has none
 */
record ChainEnd(Chain chain, long previousStart, long next) {

    private static final long NONE = -1;

    static ChainEnd empty(Chain chain) {
        return new ChainEnd(chain, NONE, 0);
    }

    static ChainEnd after(ChainFile file) {
        return new ChainEnd(file.chain(), file.start(), file.next());
    }

    /**
     * As committed to the group; {@link Committed} reads it back.
     *
     * @param settled every record before this offset is in the lake: behind the chain's end where transaction markers and
     *     aborted records follow it, which no file tells of
     */
    OffsetAndMetadata toCommit(long settled) {
        return new OffsetAndMetadata(settled, chain.topicId() + " " + previousStart + " " + settled);
    }
}
