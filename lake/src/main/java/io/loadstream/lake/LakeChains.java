package io.loadstream.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds chains and follows them. Safe for use by many threads. */
public final class LakeChains {

    /** HEAD requests of one walk that are under way at once. */
    private static final int CONCURRENT_HEADS = 16;

    private final LakeStore store;

    public LakeChains(LakeStore store) {
        this.store = store;
    }

    /** The topics that the lake holds records of. */
    public CompletableFuture<List<String>> topics() {
        return store.folders(LakeKeys.RAW);
    }

    /** Every chain of a topic, those of its former lives included. */
    public CompletableFuture<List<Chain>> chains(String topic) {
        return store.folders(LakeKeys.topicPrefix(topic)).thenCompose(topicIds -> {
            CompletableFuture<List<Chain>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (String topicId : topicIds) {
                all = all.thenCombine(partitions(topic, topicId), (found, more) -> {
                    found.addAll(more);
                    return found;
                });
            }
            return all;
        });
    }

    private CompletableFuture<List<Chain>> partitions(String topic, String topicId) {
        return store.folders(LakeKeys.topicPrefix(topic) + topicId + "/")
                .thenApply(folders -> folders.stream()
                        .filter(folder -> folder.matches("p=\\d{1,9}"))
                        .map(folder -> new Chain(topic, topicId, Integer.parseInt(folder.substring(2))))
                        .toList());
    }

    /** The file that begins at offset {@code start}; empty when the chain ends before it. */
    public CompletableFuture<Optional<ChainFile>> fileAt(Chain chain, long start) {
        return store.head(chain.key(start)).thenApply(found -> found.map(object -> ChainFile.of(chain, object)));
    }

    /**
     * The last file of a chain, by listing all that come after the one that begins at {@code from}.
     *
     * @return empty when there is none
     */
    public CompletableFuture<Optional<ChainFile>> lastFile(Chain chain, long from) {
        return objects(chain, from)
                .thenCompose(objects -> objects.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : fileAt(chain, LakeKeys.startOf(objects.getLast().key())));
    }

    /** The raw files of a chain that there are now, in order; compaction may have removed some in between. */
    public CompletableFuture<List<ChainFile>> rawFiles(Chain chain) {
        return objects(chain, 0).thenCompose(objects -> heads(chain, objects, 0, new ArrayList<>()));
    }

    /** Where the raw files of a chain begin that there are now, in order. */
    public CompletableFuture<List<Long>> starts(Chain chain) {
        return objects(chain, 0)
                .thenApply(objects -> objects.stream()
                        .map(object -> LakeKeys.startOf(object.key()))
                        .toList());
    }

    /** Only what is named like a file of the chain: some stores list uploads that are under way by other names. */
    private CompletableFuture<List<StoredObject>> objects(Chain chain, long from) {
        return store.list(chain.prefix(), before(chain, from))
                .thenApply(objects -> objects.stream()
                        .filter(object -> LakeKeys.chainOf(object.key()).isPresent())
                        .toList());
    }

    /** A key that sorts after all files that begin before {@code from}, and before all others. */
    private static String before(Chain chain, long from) {
        // '.' sorts before the digits, so the number without its suffix stands right in front of its file.
        return from == 0 ? "" : chain.prefix() + "%020d".formatted(from);
    }

    /**
     * The files of a chain from offset {@code from} on, which must be 0 or the {@link ChainFile#next()} of a file.
     *
     * @return in order and without a gap between them; fails with {@link LakeException} when the chain is broken
     */
    public CompletableFuture<List<ChainFile>> files(Chain chain, long from) {
        return objects(chain, from)
                .thenCompose(objects -> heads(chain, objects, 0, new ArrayList<>()))
                .thenApply(files -> checked(chain, from, files));
    }

    private CompletableFuture<List<ChainFile>> heads(
            Chain chain, List<StoredObject> objects, int done, List<ChainFile> files) {
        if (done == objects.size()) {
            return CompletableFuture.completedFuture(files);
        }
        int until = Math.min(done + CONCURRENT_HEADS, objects.size());
        List<CompletableFuture<Optional<StoredObject>>> heads = objects.subList(done, until).stream()
                .map(object -> store.head(object.key()))
                .toList();
        return CompletableFuture.allOf(heads.toArray(CompletableFuture[]::new)).thenCompose(all -> {
            for (int i = 0; i < heads.size(); i++) {
                String key = objects.get(done + i).key();
                files.add(heads.get(i)
                        .join()
                        .map(object -> ChainFile.of(chain, object))
                        .orElseThrow(() -> new LakeException(key, "was listed but is gone")));
            }
            return heads(chain, objects, until, files);
        });
    }

    private static List<ChainFile> checked(Chain chain, long from, List<ChainFile> files) {
        long expected = from;
        for (ChainFile file : files) {
            if (file.start() != expected) {
                throw new LakeException(
                        file.key(), "breaks the chain of " + chain + ": a file that starts at " + expected + " is due");
            }
            expected = file.next();
        }
        return files;
    }
}
