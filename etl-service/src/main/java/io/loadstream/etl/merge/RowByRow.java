package io.loadstream.etl.merge;

import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import java.util.List;

/** A topic whose records are nested too deeply to be read by columns: each is read as a row. */
sealed interface RowByRow extends TopicRows permits InventoryRows, DecisionRows {

    /** The topic's own columns that are read, in the order in which rows are asked for them. */
    List<String> columns();

    /**
     * Adds the rows of one event; none when it throws.
     *
     * @throws RejectedRecordException when the record is no event of the contract
     */
    void add(EventRow event, StagedRows staged);

    @Override
    default long heapBytes() {
        return LakeRows.HEAP_BYTES;
    }

    @Override
    default EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        LakeRows rows = LakeRows.open(store, objects, EventRow.columns(columns()));
        return new StoredEvents<>(new EventRow(rows, columns(), partition), this::add);
    }
}
