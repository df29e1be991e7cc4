package io.loadstream.engine.readmodel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The engine's own flights, as its last transaction left them. */
public interface FlightsInHand {

    /** Those of the named flights that are still in hand. Fails while the engine has no state to answer from. */
    List<Standing> standings(Collection<String> flightIds);

    /**
     * What is in hand.
     *
     * @param ids of all flights
     * @param versions number of each partition to the records that it has taken in
     */
    record All(Set<String> ids, Map<Integer, Long> versions) {}

    /** All of them. Fails while the engine has no state to answer from. */
    All all();
}
