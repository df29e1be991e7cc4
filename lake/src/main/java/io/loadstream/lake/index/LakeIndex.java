package io.loadstream.lake.index;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What readers plan by: every offset of a chain, each in exactly one object. Safe for use by many threads. */
public final class LakeIndex {

    private static final Pattern VERSION = Pattern.compile(".*/(\\d{20})\\.json");

    /** Superseded manifests that are kept, for whoever wants to look back. */
    private static final int KEPT_VERSIONS = 3;

    private final LakeStore store;
    private final LakeChains chains;

    public LakeIndex(LakeStore store) {
        this.store = store;
        this.chains = new LakeChains(store);
    }

    /**
     * Where the records of a chain from offset {@code from} on are: the manifest's segments, then the raw files behind
     * them. The first segment may begin before {@code from}, when compaction has folded what lies on both sides of it.
     */
    public CompletableFuture<List<Segment>> segments(Chain chain, long from) {
        return manifest(chain).thenCompose(manifest -> {
            List<Segment> segments = new ArrayList<>();
            for (Segment segment : manifest.segments()) {
                if (segment.last() >= from) {
                    segments.add(segment);
                }
            }
            return chains.files(chain, Math.max(from, manifest.next())).thenApply(files -> {
                for (ChainFile file : files) {
                    segments.add(Segment.of(file));
                }
                return segments;
            });
        });
    }

    /** The newest manifest; an empty one of version 0 when there is none. */
    public CompletableFuture<Manifest> manifest(Chain chain) {
        return versions(chain).thenCompose(versions -> {
            if (versions.isEmpty()) {
                return CompletableFuture.completedFuture(Manifest.none(chain));
            }
            String key = versions.getLast();
            return store.get(key).thenApply(content -> ManifestJson.read(chain, versionOf(key), key, content));
        });
    }

    /**
     * Raw files that no reader looks at although they lie where the manifest says what is in which file, and that
     * compaction has not put another in the place of. There should be none. Blocks.
     */
    public List<String> strays(Chain chain) {
        Manifest manifest = manifest(chain).join();
        return Leftovers.of(chain, store).strays(manifest);
    }

    private CompletableFuture<List<String>> versions(Chain chain) {
        return store.list(Manifest.folder(chain), "")
                .thenApply(objects -> objects.stream()
                        .map(StoredObject::key)
                        .filter(key -> VERSION.matcher(key).matches())
                        .toList());
    }

    private static long versionOf(String key) {
        Matcher matcher = VERSION.matcher(key);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the key of a manifest: " + key);
        }
        return Long.parseLong(matcher.group(1));
    }

    /**
     * Replaces {@code current} by one with these segments.
     *
     * @return {@code false} when somebody else replaced it first
     */
    CompletableFuture<Boolean> replace(Manifest current, List<Segment> segments) {
        Manifest next = new Manifest(current.chain(), current.version() + 1, segments);
        return store.putIfAbsent(next.key(), ManifestJson.write(next), Map.of("segments", "" + segments.size()))
                .thenCompose(replaced -> replaced
                        ? removeOld(current.chain()).thenApply(removed -> true)
                        : CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Void> removeOld(Chain chain) {
        return versions(chain).thenCompose(versions -> {
            CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
            for (String key : versions.subList(0, Math.max(0, versions.size() - KEPT_VERSIONS))) {
                all = all.thenCompose(done -> store.delete(key));
            }
            return all;
        });
    }

    /**
     * Makes the manifest name every file that the chain has now.
     *
     * @return how many files it did not name before
     */
    public CompletableFuture<Integer> refresh(Chain chain) {
        return manifest(chain)
                .thenCompose(manifest -> segments(chain, 0).thenCompose(segments -> {
                    int added = segments.size() - manifest.segments().size();
                    return added == 0
                            ? CompletableFuture.completedFuture(0)
                            : replace(manifest, segments).thenApply(replaced -> replaced ? added : 0);
                }));
    }

    /**
     * Makes the manifest anew from what is in the store, whatever the one that is there says: from each offset on the
     * compacted file that reaches farthest, else the raw file.
     *
     * @param at what time it is: the grace period of files that it is the first not to name begins now
     * @return how many files it names
     * @throws LakeException by the future, when some offset is in no file, or somebody else made a manifest meanwhile
     */
    public CompletableFuture<Integer> rebuild(Chain chain, Instant at) {
        return newestOrItsVersion(chain)
                .thenCompose(current -> compacted(chain, current, at)
                        .thenCompose(compacted -> chains.rawFiles(chain).thenCompose(raw -> {
                            List<Segment> segments = cover(chain, compacted, raw);
                            return replace(current, segments).thenApply(replaced -> {
                                if (!replaced) {
                                    throw new LakeException(
                                            current.key(), "was followed by another manifest meanwhile; try again");
                                }
                                return segments.size();
                            });
                        })));
    }

    /** One that cannot be read counts as empty; its version is taken all the same, and a later one takes its place. */
    private CompletableFuture<Manifest> newestOrItsVersion(Chain chain) {
        return versions(chain).thenCompose(versions -> {
            if (versions.isEmpty()) {
                return CompletableFuture.completedFuture(Manifest.none(chain));
            }
            String key = versions.getLast();
            return store.get(key).thenApply(content -> {
                try {
                    return ManifestJson.read(chain, versionOf(key), key, content);
                } catch (LakeException unreadable) {
                    return new Manifest(chain, versionOf(key), List.of());
                }
            });
        });
    }

    private static List<Segment> cover(Chain chain, List<Segment> compacted, List<ChainFile> raw) {
        TreeMap<Long, Segment> longest = new TreeMap<>();
        raw.forEach(file -> longest.put(file.start(), Segment.of(file)));
        for (Segment segment : compacted) {
            Segment known = longest.get(segment.start());
            if (known == null || known.last() < segment.last()) {
                longest.put(segment.start(), segment);
            }
        }
        List<Segment> cover = new ArrayList<>();
        long next = 0;
        for (Segment segment = longest.get(next); segment != null; segment = longest.get(next)) {
            cover.add(segment);
            next = segment.next();
        }
        Map.Entry<Long, Segment> behind = longest.ceilingEntry(next);
        if (behind != null) {
            throw new LakeException(
                    behind.getValue().key(), "cannot be reached: no file of " + chain + " begins at offset " + next);
        }
        return cover;
    }

    /** As the store tells them; since when which is in whose place, only {@code current} can tell. */
    private CompletableFuture<List<Segment>> compacted(Chain chain, Manifest current, Instant at) {
        Map<String, Segment> known = new HashMap<>();
        current.segments().forEach(segment -> known.put(segment.key(), segment));
        return store.list(Compaction.folder(chain), "").thenCompose(objects -> {
            CompletableFuture<List<Segment>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (StoredObject object : objects) {
                all = all.thenCombine(store.head(object.key()), (found, head) -> {
                    head.ifPresent(stored -> {
                        Segment named = known.get(stored.key());
                        found.add(
                                named == null
                                        ? Segment.compacted(stored, at)
                                        : Segment.compacted(stored, named.compactedAt())
                                                .withReplaced(named.replaced()));
                    });
                    return found;
                });
            }
            return all;
        });
    }
}
