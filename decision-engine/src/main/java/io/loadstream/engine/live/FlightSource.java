package io.loadstream.engine.live;

import java.util.Collection;
import java.util.List;

/** Where the board gets its flights from. */
public interface FlightSource {

    /**
     * @param time furthest event time of the partitions in hand, milliseconds since the epoch; {@code null} before the
     *     first event
     */
    record Seen(List<BoardRow> rows, Long time) {}

    /**
     * Those that still exist of the named ones. Fails while the engine has no state to answer from, with a {@link
     * io.smallrye.mutiny.TimeoutException} when it should have and does not answer.
     */
    Seen rows(Collection<String> flightIds);

    /** At most so many, those that leave next; fails as well. */
    Seen next(int limit);
}
