package io.loadstream.engine.readmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Redis has not been told yet: each flight at most once, however often it changed. For one thread. */
final class Backlog {

    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Long> gone = new HashMap<>();

    void changed(Collection<String> flightIds) {
        flightIds.forEach(id -> {
            gone.remove(id);
            changed.add(id);
        });
    }

    void gone(String flightId, long version) {
        changed.remove(flightId);
        gone.put(flightId, version);
    }

    /** At most so many of the changed, the longest waiting first; they stay until {@link #written}. */
    List<String> next(int limit) {
        List<String> next = new ArrayList<>(Math.min(limit, changed.size()));
        Iterator<String> each = changed.iterator();
        while (next.size() < limit && each.hasNext()) {
            next.add(each.next());
        }
        return next;
    }

    Map<String, Long> gone() {
        return gone;
    }

    /** Those are written, and all that were gone. */
    void written(List<String> flightIds) {
        flightIds.forEach(changed::remove);
        gone.clear();
    }

    int size() {
        return changed.size() + gone.size();
    }
}
