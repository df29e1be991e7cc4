package io.loadstream.lake.verify;

import io.loadstream.lake.Chain;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Follows chains from offset 0 on and reads every object: no gap and no overlap between files, sizes and checksums as
 * the metadata tells, as many rows as it tells, every offset within its file's range, rising, and of its partition.
 */
public final class LakeVerifier {

    private final LakeStore store;
    private final LakeIndex index;

    /** Told as the work goes on. */
    @FunctionalInterface
    public interface Progress {

        /**
         * @param done objects of the chain that were read
         * @param of objects of the chain
         */
        void at(Chain chain, int done, int of);
    }

    /**
     * What was found in one chain.
     *
     * @param rows records in it
     * @param gapOffsets offsets that the broker deleted before they were archived: told by the archiver, no error
     * @param problems what is wrong, one sentence each; empty when all is well
     */
    public record Finding(
            Chain chain, int objects, long rows, long bytes, long gapOffsets, long next, List<String> problems) {}

    public LakeVerifier(LakeStore store) {
        this.store = store;
        this.index = new LakeIndex(store);
    }

    /** Reads one chain whole. */
    public Finding verify(Chain chain, Progress progress) {
        List<String> problems = new ArrayList<>();
        List<Segment> segments;
        try {
            segments = index.segments(chain, 0).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LakeException broken) {
                return new Finding(chain, 0, 0, 0, 0, 0, List.of(broken.getMessage()));
            }
            throw e;
        }
        long rows = 0;
        long bytes = 0;
        long gaps = 0;
        long expected = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            progress.at(chain, i, segments.size());
            if (segment.start() != expected) {
                problems.add(segment.key() + " begins at " + segment.start() + " where " + expected + " is due");
            }
            expected = segment.next();
            rows += segment.rows();
            bytes += segment.bytes();
            gaps += segment.gap() ? segment.last() - segment.start() + 1 : 0;
            check(chain, segment, problems);
        }
        progress.at(chain, segments.size(), segments.size());
        return new Finding(chain, segments.size(), rows, bytes, gaps, expected, List.copyOf(problems));
    }

    private void check(Chain chain, Segment segment, List<String> problems) {
        byte[] content;
        try {
            content = store.get(segment.key()).join();
        } catch (CompletionException e) {
            if (LakeStore.statusOf(e) == 404) {
                problems.add(segment.key() + " is missing");
                return;
            }
            throw e;
        }
        if (content.length != segment.bytes()) {
            problems.add(segment.key() + " has " + content.length + " bytes instead of " + segment.bytes());
        }
        String checksum = Checksum.crc32c(content);
        if (!checksum.equals(segment.crc32c())) {
            problems.add(segment.key() + " has the checksum " + checksum + " instead of " + segment.crc32c());
            return;
        }
        try {
            checkRows(chain, segment, problems);
        } catch (LakeException e) {
            problems.add(e.getMessage());
        }
    }

    private void checkRows(Chain chain, Segment segment, List<String> problems) {
        long rows = 0;
        long previous = segment.start() - 1;
        try (LakeRows reader = LakeRows.open(store, List.of(segment.object()), "_partition", "_offset")) {
            while (reader.next()) {
                rows++;
                long offset = reader.longValue(1);
                if (reader.intValue(0) != chain.partition()) {
                    problems.add(segment.key() + " has a row of partition " + reader.intValue(0));
                    return;
                }
                if (offset <= previous || offset > segment.last()) {
                    problems.add(segment.key() + " has offset " + offset + " after " + previous + ", but ends at "
                            + segment.last());
                    return;
                }
                previous = offset;
            }
        }
        if (rows != segment.rows()) {
            problems.add(segment.key() + " has " + rows + " rows instead of " + segment.rows());
        }
    }
}
