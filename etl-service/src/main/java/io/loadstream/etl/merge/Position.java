package io.loadstream.etl.merge;

import java.time.Instant;
import java.util.Comparator;

/** Where an event stands among those that tell the same row: by event time, then by its place on the broker. */
public record Position(Instant eventTime, int partition, long offset) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::eventTime)
            .thenComparingInt(Position::partition)
            .thenComparingLong(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
