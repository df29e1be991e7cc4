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
     * As committed to the group. The metadata makes an offset checkable: one that somebody has moved by hand, or that
     * belongs to a former life of the topic, is not where a file ends.
     */
    OffsetAndMetadata toCommit() {
        return new OffsetAndMetadata(next, chain.topicId() + " " + previousStart);
    }

    /** Where the file before a committed offset is said to begin; -1 when nothing usable is said. */
    static long previousStart(OffsetAndMetadata committed, Chain chain) {
        if (committed == null) {
            return NONE;
        }
        String[] parts = committed.metadata().split(" ");
        return parts.length == 2 && parts[0].equals(chain.topicId()) && parts[1].matches("\\d{1,18}")
                ? Long.parseLong(parts[1])
                : NONE;
    }
}
