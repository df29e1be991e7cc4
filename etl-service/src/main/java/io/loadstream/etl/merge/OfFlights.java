package io.loadstream.etl.merge;

import java.util.List;
import java.util.Set;

/** Of one topic the events of some flights; all others become no row. */
record OfFlights(TopicRows all, Set<String> flights) implements TopicRows {

    @Override
    public String topic() {
        return all.topic();
    }

    @Override
    public List<String> columns() {
        return all.columns();
    }

    @Override
    public void add(EventRow event, StagedRows staged) {
        if (flights.contains(event.flightId())) {
            all.add(event, staged);
        }
    }
}
