package io.loadstream.lake.verify;

import dev.hardwood.Hardwood;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import io.loadstream.lake.Chain;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.schema.TopicSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Follows chains from offset 0 on and reads every object: no gap and no overlap between files, sizes and checksums as
 * the metadata tells, as many rows as it tells, every offset within its file's range, rising, and of its partition, event
 * times from the earliest to the latest that it tells, by which whoever wants a range of them leaves files out. Raw files
 * that no reader would look at are found by listing. What is wrong in one place does not hide the rest.
 */
public final class LakeVerifier implements AutoCloseable {

    private static final String EVENT_TIME = "event_time";
    private static final ColumnProjection WHERE = ColumnProjection.columns("_partition", "_offset");
    private static final ColumnProjection WHERE_AND_WHEN =
            ColumnProjection.columns("_partition", "_offset", EVENT_TIME);

    private final LakeStore store;
    private final LakeIndex index;
    /** Shared by all files: its threads take longer to make than most files to read. */
    private final Hardwood parquet = Hardwood.create();

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
        Survey survey = Survey.of(chain, store);
        List<Segment> segments = survey.segments();
        List<String> problems = new ArrayList<>(survey.problems());
        long rows = 0;
        long bytes = 0;
        long gaps = 0;
        long expected = 0;
        CompletableFuture<byte[]> following = contentOf(segments, 0);
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
            CompletableFuture<byte[]> content = following;
            following = contentOf(segments, i + 1);
            check(chain, segment, content, problems);
        }
        if (survey.indexed()) {
            for (String stray : index.strays(chain)) {
                problems.add(stray + " begins where the manifest names other files, and is read by nobody");
            }
        }
        progress.at(chain, segments.size(), segments.size());
        return new Finding(chain, segments.size(), rows, bytes, gaps, expected, List.copyOf(problems));
    }

    private CompletableFuture<byte[]> contentOf(List<Segment> segments, int index) {
        return index < segments.size() ? store.get(segments.get(index).key()) : null;
    }

    private void check(Chain chain, Segment segment, CompletableFuture<byte[]> fetched, List<String> problems) {
        byte[] content;
        try {
            content = fetched.join();
        } catch (CompletionException e) {
            if (LakeStore.isMissing(e)) {
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
            checkRows(chain, segment, content, problems);
        } catch (IOException | RuntimeException e) {
            problems.add(LakeException.unreadable(segment.key(), e).getMessage());
        }
    }

    private void checkRows(Chain chain, Segment segment, byte[] content, List<String> problems) throws IOException {
        long rows = 0;
        long previous = segment.start() - 1;
        boolean timed = TopicSchemas.of(chain.topic()).columns().stream()
                .anyMatch(column -> column.name().equals(EVENT_TIME));
        Instant earliest = null;
        Instant latest = null;
        try (ParquetFileReader file = parquet.open(InputFile.of(ByteBuffer.wrap(content)));
                RowReader reader = file.buildRowReader()
                        .projection(timed ? WHERE_AND_WHEN : WHERE)
                        .build()) {
            while (reader.hasNext()) {
                reader.next();
                rows++;
                long offset = reader.getLong("_offset");
                if (reader.getInt("_partition") != chain.partition()) {
                    problems.add(segment.key() + " has a row of partition " + reader.getInt("_partition"));
                    return;
                }
                if (offset <= previous || offset > segment.last()) {
                    problems.add(segment.key() + " has offset " + offset + " after " + previous + ", but ends at "
                            + segment.last());
                    return;
                }
                previous = offset;
                if (timed && !reader.isNull(EVENT_TIME)) {
                    Instant time = reader.getTimestamp(EVENT_TIME);
                    earliest = earliest == null || time.isBefore(earliest) ? time : earliest;
                    latest = latest == null || time.isAfter(latest) ? time : latest;
                }
            }
        }
        if (rows != segment.rows()) {
            problems.add(segment.key() + " has " + rows + " rows instead of " + segment.rows());
        }
        if (!Objects.equals(earliest, asStored(segment.minEventTime()))
                || !Objects.equals(latest, asStored(segment.maxEventTime()))) {
            problems.add(segment.key() + " has event times from " + earliest + " to " + latest + " instead of "
                    + segment.minEventTime() + " to " + segment.maxEventTime());
        }
    }

    /** Columns have microseconds. */
    private static Instant asStored(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        parquet.close();
    }
}
