package io.loadstream.lake.index;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeKeys;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files of a chain that are in the store, looked at for those that compaction has put others in the place of. */
final class Leftovers {

    /** By key; raw and compacted. */
    private final Map<String, StoredObject> stored = new TreeMap<>();

    private Leftovers(List<StoredObject> raw, List<StoredObject> compacted) {
        raw.stream()
                .filter(object -> LakeKeys.chainOf(object.key()).isPresent())
                .forEach(object -> stored.put(object.key(), object));
        compacted.forEach(object -> stored.put(object.key(), object));
    }

    static Leftovers of(Chain chain, LakeStore store) {
        return new Leftovers(
                store.list(chain.prefix(), "").join(),
                store.list(Compaction.folder(chain), "").join());
    }

    /**
     * A compacted file with what it has replaced and is still there. Where its manifest does not tell, all in its range
     * counts as replaced when it was made itself, or when it was written if that was later.
     */
    Segment tell(Segment segment) {
        List<Replaced> told = new ArrayList<>();
        if (segment.replaced() == null) {
            stored.values().stream()
                    .filter(object -> !object.key().equals(segment.key()) && segment.covers(startOf(object)))
                    .forEach(object -> told.add(new Replaced(since(segment, object), List.of(object.key()))));
        } else {
            segment.replaced().forEach(replaced -> told.add(replaced.only(stored.keySet())));
            told.removeIf(replaced -> replaced.keys().isEmpty());
        }
        return segment.withReplaced(told);
    }

    private static Instant since(Segment segment, StoredObject object) {
        return isRaw(object) || object.lastModified().isBefore(segment.compactedAt())
                ? segment.compactedAt()
                : object.lastModified();
    }

    /** The keys of what has not been needed since {@code before}. */
    List<String> replacedBefore(Instant before, Manifest manifest) {
        Map<String, Instant> since = new TreeMap<>();
        // What no manifest has named, nobody reads: a run that died has written it, or one is about to name it.
        stored.values().stream()
                .filter(object -> !isRaw(object))
                .forEach(object -> since.put(object.key(), object.lastModified()));
        for (Segment segment : manifest.segments()) {
            if (segment.isCompacted()) {
                tell(segment)
                        .replaced()
                        .forEach(replaced -> replaced.keys().forEach(key -> since.put(key, replaced.at())));
            }
        }
        manifest.segments().forEach(segment -> since.remove(segment.key()));
        return since.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Raw files whose offsets the manifest finds in others, and that none of these has replaced. */
    List<String> strays(Manifest manifest) {
        Set<String> known = new HashSet<>();
        for (Segment segment : manifest.segments()) {
            known.add(segment.key());
            if (segment.isCompacted()) {
                tell(segment).replaced().forEach(replaced -> known.addAll(replaced.keys()));
            }
        }
        return stored.values().stream()
                .filter(object -> isRaw(object) && startOf(object) < manifest.next())
                .map(StoredObject::key)
                .filter(key -> !known.contains(key))
                .toList();
    }

    private static boolean isRaw(StoredObject object) {
        return object.key().startsWith(LakeKeys.RAW);
    }

    private static long startOf(StoredObject object) {
        if (isRaw(object)) {
            return LakeKeys.startOf(object.key());
        }
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        return Long.parseLong(name.substring(0, name.indexOf('-')));
    }
}
