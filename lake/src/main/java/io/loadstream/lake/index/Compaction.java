package io.loadstream.lake.index;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.read.StoredRanges;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.FoldedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Folds small files of a chain into larger ones. Blocks; for one thread.
 *
 * <pre>
 *   1. write the large file under compacted/          (readers do not look there)
 *   2. replace the manifest                           (readers see the large file instead of the small ones, at once)
 *   3. after the grace period, delete the small files (readers of older manifests are done by then)
 * </pre>
 *
 * The manifest keeps for each file that was replaced since when that is so, for as long as the file is there: the grace
 * period of none begins anew when what replaced it is folded again, and none is deleted by its age alone.
 *
 * After a crash between any two steps the next run does what is missing: a large file that no manifest names is found by
 * its name and used. Of two that run at once, one replaces the manifest; the other's work is in vain. The newest raw
 * file of a chain is never folded: archivers find the chain's end by it. Nor are files beside one with columns that this
 * version does not know: a newer one folds them without loss.
 */
public final class Compaction {

    private final LakeStore store;
    private final LakeIndex index;
    private final Settings settings;
    private final Clock clock;

    /**
     * @param targetBytes files are folded as long as the result stays below this; files above half of it are left alone
     * @param minFiles fewer small files in a row than this are left alone as long as more may be folded with them
     * @param grace how long a file is kept after a manifest without it was made
     */
    public record Settings(long targetBytes, int minFiles, Duration grace) {

        public Settings {
            if (targetBytes <= 0 || minFiles < 2 || grace.isNegative()) {
                throw new IllegalArgumentException("target must be positive, at least 2 files, grace not negative");
            }
        }
    }

    /**
     * What a run did.
     *
     * @param folded small files that were replaced
     * @param written large files that replaced them
     * @param deleted files that were removed: originals, and large files that larger ones had replaced
     */
    public record Result(int folded, int written, int deleted) {}

    public Compaction(LakeStore store, Settings settings, Clock clock) {
        this.store = store;
        this.index = new LakeIndex(store);
        this.settings = settings;
        this.clock = clock;
    }

    /** One run over one chain. */
    public Result run(Chain chain) {
        Manifest manifest = index.manifest(chain).join();
        List<Segment> segments = index.segments(chain, 0).join();
        Leftovers leftovers = Leftovers.of(chain, store);
        segments.replaceAll(segment -> segment.isCompacted() ? leftovers.tell(segment) : segment);
        List<Segment> result = new ArrayList<>();
        int folded = 0;
        int written = 0;
        for (List<Segment> run : FoldingPlan.of(segments, settings)) {
            Optional<Segment> large = run.size() == 1 ? Optional.empty() : fold(chain, run);
            if (large.isPresent()) {
                result.add(large.get());
                folded += run.size();
                written++;
            } else {
                result.addAll(run);
            }
        }
        boolean changed = !result.equals(manifest.segments());
        if (changed && !index.replace(manifest, result).join()) {
            return new Result(0, 0, 0);
        }
        return new Result(folded, written, sweep(chain));
    }

    /** Empty when one of them has columns that would be lost. */
    private Optional<Segment> fold(Chain chain, List<Segment> run) {
        long start = run.getFirst().start();
        long last = run.getLast().last();
        String key = folder(chain) + "%020d-%020d.parquet".formatted(start, last);
        long rows = run.stream().mapToLong(Segment::rows).sum();
        Optional<List<ByteBuffer>> folded = content(chain, run, rows, key);
        if (folded.isEmpty()) {
            return Optional.empty();
        }
        List<ByteBuffer> content = folded.get();
        Instant min = run.stream()
                .map(Segment::minEventTime)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Instant max = run.stream()
                .map(Segment::maxEventTime)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        long bytes = content.stream().mapToLong(ByteBuffer::remaining).sum();
        String checksum = Checksum.crc32c(content);
        Map<String, String> metadata =
                new ChainFile(chain, start, last, rows, false, bytes, checksum, "compaction", min, max).metadata();
        Instant now = clock.instant();
        if (store.putIfAbsent(key, content, metadata).join()) {
            return Optional.of(
                    new Segment(key, start, last, rows, false, bytes, checksum, min, max, now, replaced(run, now)));
        }
        // A run before this one wrote it and did not come to name it. Same offsets, same rows.
        StoredObject written =
                store.head(key).join().orElseThrow(() -> new LakeException(key, "was there and is not any more"));
        return Optional.of(Segment.compacted(written, now).withReplaced(replaced(run, now)));
    }

    /** Those of a run, from now on; what these had replaced themselves keeps its time. */
    private static List<Replaced> replaced(List<Segment> run, Instant now) {
        List<Replaced> replaced = new ArrayList<>();
        for (Segment segment : run) {
            if (segment.replaced() != null) {
                replaced.addAll(segment.replaced());
            }
        }
        replaced.add(new Replaced(now, run.stream().map(Segment::key).toList()));
        return replaced;
    }

    private Optional<List<ByteBuffer>> content(Chain chain, List<Segment> run, long expectedRows, String key) {
        Map<String, String> footer = Map.of(
                "loadstream.schema_version", Integer.toString(TopicSchemas.VERSION),
                "loadstream.topic", chain.topic(),
                "loadstream.topic_id", chain.topicId(),
                "loadstream.partition", Integer.toString(chain.partition()),
                "loadstream.compacted_from", Integer.toString(run.size()));
        try (FoldedFile file = new FoldedFile(TopicSchemas.of(chain.topic()), footer)) {
            for (Segment segment : run) {
                if (segment.rows() > 0 && !add(segment, file)) {
                    return Optional.empty();
                }
            }
            if (file.rows() != expectedRows) {
                throw new LakeException(key, "would have " + file.rows() + " rows instead of " + expectedRows);
            }
            return Optional.of(file.finish());
        }
    }

    private boolean add(Segment segment, FoldedFile file) {
        try {
            return file.add(new StoredRanges(store, segment.object()));
        } catch (IOException | RuntimeException e) {
            throw LakeException.unreadable(segment.key(), e);
        }
    }

    /** Deletes what was replaced long enough ago, and compacted files that no manifest came to name. */
    private int sweep(Chain chain) {
        Instant before = clock.instant().minus(settings.grace);
        List<String> unneeded = Leftovers.of(chain, store)
                .replacedBefore(before, index.manifest(chain).join());
        unneeded.forEach(key -> store.delete(key).join());
        return unneeded.size();
    }

    static String folder(Chain chain) {
        return "compacted/" + chain.topic() + "/" + chain.topicId() + "/p=" + chain.partition() + "/";
    }
}
