package io.loadstream.etl.load;

import io.loadstream.etl.merge.EventCursor;
import io.loadstream.etl.merge.RejectedRecordException;
import io.loadstream.etl.merge.RejectedRows;
import io.loadstream.etl.merge.StagedRows;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Loads one slice within one transaction. */
final class SliceLoad {

    private static final Logger LOG = Logger.getLogger(SliceLoad.class);

    private final LakeStore store;
    private final HeapBudget heap;

    SliceLoad(LakeStore store, HeapBudget heap) {
        this.store = store;
        this.heap = heap;
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
        return Optional.of(heap.with(topic.heapBytes(), () -> read(transaction, slice, topic)));
    }

    private LoadResult read(LoadTransaction transaction, Slice slice, TopicRows topic) {
        StagedRows staged = StagedRows.toMerge(transaction);
        RejectedRows rejected = new RejectedRows();
        long rowsRead = 0;
        long events = 0;
        long newestMicros = 0;
        try (EventCursor cursor =
                topic.open(store, slice.objects(), slice.chain().partition())) {
            while (cursor.next()) {
                rowsRead++;
                if (cursor.offset() >= slice.start()) {
                    add(cursor, staged, rejected, slice);
                    events++;
                    newestMicros = Math.max(newestMicros, cursor.producedMicros());
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
        return new LoadResult(
                Map.of(slice.chain().topic(), events),
                changed,
                rejected.count(),
                newest(events, newestMicros),
                List.of());
    }

    private static Instant newest(long events, long micros) {
        return events == 0 ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static void add(EventCursor event, StagedRows staged, RejectedRows rejected, Slice slice) {
        try {
            event.stage(staged);
        } catch (RejectedRecordException e) {
            rejected.add(event.offset(), e.getMessage());
            LOG.warnf("Rejected %s offset %d: %s", slice.chain(), event.offset(), e.getMessage());
        }
    }
}
