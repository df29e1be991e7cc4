package io.loadstream.lake.verify;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Manifest;
import io.loadstream.lake.index.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What there is of a chain, be it broken.
 *
 * @param segments in order; not every offset need be in one of them, and some may be in two
 * @param problems what of the chain is not among the segments for being unreadable
 * @param indexed whether its manifest can be read
 */
record Survey(List<Segment> segments, List<String> problems, boolean indexed) {

    static Survey of(Chain chain, LakeStore store) {
        LakeIndex index = new LakeIndex(store);
        List<String> problems = new ArrayList<>();
        Optional<List<Segment>> sound = attempt(index.segments(chain, 0), new ArrayList<>());
        if (sound.isPresent()) {
            return new Survey(sound.get(), problems, true);
        }
        List<Segment> segments = new ArrayList<>();
        Optional<Manifest> manifest = attempt(index.manifest(chain), problems);
        manifest.ifPresent(known -> segments.addAll(known.segments()));
        long behind = manifest.map(Manifest::next).orElse(0L);
        LakeChains chains = new LakeChains(store);
        for (long start : chains.starts(chain).join()) {
            if (start >= behind) {
                attempt(chains.fileAt(chain, start), problems)
                        .ifPresent(found -> add(segments, found, chain.key(start), problems));
            }
        }
        return new Survey(segments, problems, manifest.isPresent());
    }

    private static void add(List<Segment> segments, Optional<ChainFile> found, String key, List<String> problems) {
        found.map(Segment::of).ifPresentOrElse(segments::add, () -> problems.add(key + " was listed but is gone"));
    }

    private static <T> Optional<T> attempt(CompletableFuture<T> work, List<String> problems) {
        try {
            return Optional.of(work.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof LakeException broken) {
                problems.add(broken.getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }
}
