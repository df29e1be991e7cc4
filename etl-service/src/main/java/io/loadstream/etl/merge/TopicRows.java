package io.loadstream.etl.merge;

import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeColumns;
import io.loadstream.lake.read.LakeObject;
import java.util.List;
import java.util.Set;

/** How the records of one topic become rows of the warehouse. */
public sealed interface TopicRows permits RowByRow, LifecycleRows, BookingRows, MetricsRows, TruthRows, OfFlights {

    /** The topic's name. */
    String topic();

    /**
     * Reads files of the topic.
     *
     * @param partition that they all are of
     */
    EventCursor open(LakeStore store, List<LakeObject> objects, int partition);

    /** Bytes of heap that one load of it takes at most. */
    default long heapBytes() {
        return LakeColumns.HEAP_BYTES + FlightRows.HEAP_BYTES;
    }

    /** All topics, in the order that costs least: flights before what refers to them. */
    static List<TopicRows> all() {
        return List.of(
                new LifecycleRows(),
                new InventoryRows(),
                new BookingRows(),
                new MetricsRows(),
                new DecisionRows(),
                new TruthRows());
    }

    /** The same, but only what is told of these flights. */
    static List<TopicRows> of(Set<String> flights) {
        return all().stream()
                .<TopicRows>map(topic -> new OfFlights(topic, flights))
                .toList();
    }
}
