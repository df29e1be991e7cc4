package io.loadstream.etl.merge;

import java.util.List;
import java.util.Set;

/** How the records of one topic become rows of the warehouse. */
public sealed interface TopicRows
        permits LifecycleRows, InventoryRows, BookingRows, MetricsRows, DecisionRows, TruthRows, OfFlights {

    /** The topic's name. */
    String topic();

    /** The topic's own columns that are read, in the order in which rows are asked for them. */
    List<String> columns();

    /**
     * Adds the rows of one event; none when it throws.
     *
     * @throws RejectedRecordException when the record is no event of the contract
     */
    void add(EventRow event, StagedRows staged);

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
