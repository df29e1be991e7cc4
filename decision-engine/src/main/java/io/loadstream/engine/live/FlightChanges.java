package io.loadstream.engine.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What somebody who looks on has not told yet: each flight at most once, however often it changed. For one thread. */
public final class FlightChanges {

    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Long> gone = new LinkedHashMap<>();

    /** Takes in what one more transaction changed. */
    public void add(FlightNews news) {
        // In the order of the transaction: an id that came back is among the changed.
        news.forEachGone(this::addGone);
        addChanged(news.changed());
    }

    public void addChanged(Collection<String> flightIds) {
        flightIds.forEach(id -> {
            gone.remove(id);
            changed.add(id);
        });
    }

    /** @param version that it is to be told with */
    public void addGone(String flightId, long version) {
        changed.remove(flightId);
        gone.put(flightId, version);
    }

    /** At most so many of the changed, the longest waiting first; they stay until {@link #told}. */
    public List<String> next(int limit) {
        List<String> next = new ArrayList<>(Math.min(limit, changed.size()));
        Iterator<String> each = changed.iterator();
        while (next.size() < limit && each.hasNext()) {
            next.add(each.next());
        }
        return next;
    }

    /** Those that are gone, each with the version that it was told with. */
    public Map<String, Long> gone() {
        return gone;
    }

    /** Those are told, and all that were gone. */
    public void told(List<String> flightIds) {
        flightIds.forEach(changed::remove);
        gone.clear();
    }

    public void clear() {
        changed.clear();
        gone.clear();
    }

    public int size() {
        return changed.size() + gone.size();
    }
}
