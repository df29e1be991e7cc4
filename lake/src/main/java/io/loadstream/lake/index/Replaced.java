package io.loadstream.lake.index;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Files whose rows are in a compacted one, and since when readers look for them there.
 *
 * @param at when a manifest first named another in their place
 * @param keys of raw files, and of compacted ones that a larger one replaced
 */
public record Replaced(Instant at, List<String> keys) {

    public Replaced {
        keys = List.copyOf(keys);
    }

    /** Those that are still in the store. */
    Replaced only(Collection<String> stored) {
        return new Replaced(at, keys.stream().filter(stored::contains).toList());
    }
}
