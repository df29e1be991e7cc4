package io.loadstream.archiver;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What the group has committed of a partition, to be believed only as far as the lake agrees.
 *
 * @param previousStart where the chain's last file began; -1 when it had none
 * @param settled every record before this offset was in the lake
 * @param exact whether that file ended right before {@code settled}: so a former version committed
 */
record Committed(long previousStart, long settled, boolean exact) {

    /** Topic id, start of the last file, and the offset once more. */
    private static final Pattern METADATA = Pattern.compile("(\\S+) (-1|\\d{1,18})(?: (\\d{1,18}))?");

    /**
     * Empty when nothing was committed, or by somebody else: an offset that was moved by hand, or that belongs to a former
     * life of the topic.
     */
    static Optional<Committed> of(OffsetAndMetadata committed, Chain chain) {
        if (committed == null) {
            return Optional.empty();
        }
        Matcher metadata = METADATA.matcher(committed.metadata());
        if (!metadata.matches() || !metadata.group(1).equals(chain.topicId())) {
            return Optional.empty();
        }
        String settled = metadata.group(3);
        return settled == null || Long.parseLong(settled) == committed.offset()
                ? Optional.of(new Committed(Long.parseLong(metadata.group(2)), committed.offset(), settled == null))
                : Optional.empty();
    }

    boolean isWithoutFile() {
        return previousStart < 0;
    }

    /** Whether {@code previous} can have been the chain's last file. */
    boolean fits(ChainFile previous) {
        return exact ? previous.next() == settled : previous.next() <= settled;
    }
}
