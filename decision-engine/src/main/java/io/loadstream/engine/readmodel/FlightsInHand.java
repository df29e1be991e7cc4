package io.loadstream.engine.readmodel;

import java.util.Collection;
import java.util.List;

/** The engine's own flights, as its last transaction left them. */
public interface FlightsInHand {

    /** Those of the named flights that are still in hand. Fails while the engine has no state to answer from. */
    List<Standing> standings(Collection<String> flightIds);

    /** All of them. Fails while the engine has no state to answer from. */
    List<String> ids();
}
