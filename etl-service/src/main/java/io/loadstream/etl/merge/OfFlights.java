package io.loadstream.etl.merge;

import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import java.util.List;
import java.util.Set;

/** Of one topic the events of some flights; all others become no row. */
record OfFlights(TopicRows all, Set<String> flights) implements TopicRows {

    @Override
    public String topic() {
        return all.topic();
    }

    @Override
    public long heapBytes() {
        return all.heapBytes();
    }

    @Override
    public EventCursor open(LakeStore store, List<LakeObject> objects, int partition) {
        return new Cursor(all.open(store, objects, partition), flights);
    }

    private record Cursor(EventCursor events, Set<String> flights) implements EventCursor {

        @Override
        public boolean next() {
            return events.next();
        }

        @Override
        public long offset() {
            return events.offset();
        }

        @Override
        public long producedMicros() {
            return events.producedMicros();
        }

        @Override
        public String flightId() {
            return events.flightId();
        }

        @Override
        public void stage(StagedRows staged) {
            if (flights.contains(events.flightId())) {
                events.stage(staged);
            }
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
