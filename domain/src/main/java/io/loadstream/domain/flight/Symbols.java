package io.loadstream.domain.flight;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One object for each of the few values that many flights share: airlines, airports, aircraft, cabin layouts. Holds at
 * most {@link #MAX} of them and lets later ones stand for themselves.
 */
final class Symbols {

    static final int MAX = 20_000;

    private static final ConcurrentMap<Object, Object> SHARED = new ConcurrentHashMap<>();

    private Symbols() {}

    @SuppressWarnings("unchecked")
    static <T> T shared(T value) {
        if (value == null) {
            return null;
        }
        Object known = SHARED.get(value);
        if (known == null && SHARED.size() < MAX) {
            known = SHARED.putIfAbsent(value, value);
        }
        return known == null ? value : (T) known;
    }
}
