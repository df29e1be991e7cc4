package io.loadstream.etl.load;

import io.loadstream.etl.merge.EventRow;
import io.loadstream.etl.merge.RejectedRecordException;
import io.loadstream.etl.merge.RejectedRows;
import io.loadstream.etl.merge.StagedRows;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeRows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Loads one slice within one transaction. */
final class SliceLoad {

    private static final Logger LOG = Logger.getLogger(SliceLoad.class);

    private final LakeStore store;

    SliceLoad(LakeStore store) {
        this.store = store;
    }

    /**
     * @return empty when somebody else has loaded the slice
     * @throws LakeException when a file cannot be read
     */
    Optional<LoadResult> load(LoadTransaction transaction, Slice slice, TopicRows topic) {
        transaction.lockPartition(slice.chain().partition());
        if (!LoadOffsets.advance(transaction, slice.chain(), slice.start(), slice.next())) {
            return Optional.empty();
        }
        StagedRows staged = new StagedRows(transaction);
        RejectedRows rejected = new RejectedRows();
        long rowsRead = 0;
        long events = 0;
        Instant newest = null;
        try (LakeRows rows = LakeRows.open(store, slice.objects(), EventRow.columns(topic.columns()))) {
            EventRow event = new EventRow(rows, topic.columns(), slice.chain().partition());
            while (rows.next()) {
                rowsRead++;
                if (event.offset() >= slice.start()) {
                    add(event, topic, staged, rejected, slice);
                    events++;
                    newest = event.produced();
                }
            }
        }
        if (rowsRead != slice.rows()) {
            throw new LakeException(
                    slice.firstKey(),
                    "and what follows it up to offset " + (slice.next() - 1) + " should have " + slice.rows()
                            + " records but has " + rowsRead);
        }
        Map<String, Long> changed = staged.merge();
        rejected.keep(transaction, store, slice.chain(), slice.objects());
        LoadOffsets.count(transaction, slice.chain(), events, rejected.count());
        return Optional.of(
                new LoadResult(Map.of(slice.chain().topic(), events), changed, rejected.count(), newest, List.of()));
    }

    private static void add(EventRow event, TopicRows topic, StagedRows staged, RejectedRows rejected, Slice slice) {
        try {
            event.checkParsed();
            topic.add(event, staged);
        } catch (RejectedRecordException e) {
            rejected.add(event.offset(), e.getMessage());
            LOG.warnf("Rejected %s offset %d: %s", slice.chain(), event.offset(), e.getMessage());
        }
    }
}
