package io.loadstream.lake.replay;

import dev.hardwood.row.PqStruct;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.TopicSchemas;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Gives records of several topics in event-time order. Memory is bounded: a range with more bytes of records than fit is
 * halved, and its files are read once more for each half; what happened within one microsecond, the precision of times in
 * the lake, is given as it is read. Beside that a reader of files takes what it takes ({@link LakeRows#HEAP_BYTES}).
 * Records without an event time (they did not parse) are left out, and counted.
 */
public final class EventTimeReplay {

    /** Of the heap, for the records that are sorted at once: the reader wants its share, too. */
    private static final int SHARE_OF_HEAP = 6;

    private static final Duration INDIVISIBLE = Duration.ofNanos(1_000);

    private static final String[] COLUMNS = {"event_time", "_partition", "_offset", "_key", "_raw", "_headers"};

    private final LakeStore store;
    private final long bytesAtOnce;
    private final List<Source> sources = new ArrayList<>();
    /** By key, of files that were read whole. */
    private final Map<String, Long> withoutTime = new HashMap<>();

    private record Source(Chain chain, Segment segment) {

        boolean overlaps(Instant from, Instant to) {
            return segment.minEventTime() != null
                    && segment.minEventTime().isBefore(to)
                    && !segment.maxEventTime().isBefore(from);
        }
    }

    public EventTimeReplay(LakeStore store, List<String> topics) {
        this(store, topics, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    EventTimeReplay(LakeStore store, List<String> topics, long bytesAtOnce) {
        this.store = store;
        this.bytesAtOnce = bytesAtOnce;
        LakeIndex index = new LakeIndex(store);
        for (String topic : new LinkedHashSet<>(topics)) {
            if (TopicSchemas.of(topic).columns().stream()
                    .noneMatch(column -> column.name().equals("event_time"))) {
                throw new IllegalArgumentException("records of " + topic + " have no event time to be ordered by");
            }
            for (Chain chain : new LakeChains(store).chains(topic).join()) {
                index.segments(chain, 0).join().forEach(segment -> sources.add(new Source(chain, segment)));
            }
        }
        sources.sort(Comparator.comparing((Source source) -> source.chain.topic())
                .thenComparing(source -> source.chain.partition()));
    }

    /**
     * Gives all records with an event time from {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @return how many
     * @throws LakeException when a record's bytes were not kept ({@code _raw} off)
     */
    public long run(Instant from, Instant to, Consumer<ReplayedRecord> records) {
        // Halving begins at what there is, not at the end of time.
        Optional<Instant> first = sources.stream()
                .filter(source -> source.overlaps(from, to))
                .map(source -> source.segment.minEventTime())
                .min(Instant::compareTo);
        Optional<Instant> last = sources.stream()
                .filter(source -> source.overlaps(from, to))
                .map(source -> source.segment.maxEventTime())
                .max(Instant::compareTo);
        if (first.isEmpty() || last.isEmpty()) {
            return 0;
        }
        Instant begin = first.get().isAfter(from) ? first.get() : from;
        Instant end = last.get().isBefore(to) ? last.get().plus(INDIVISIBLE) : to;
        return range(begin, end, records);
    }

    /** Of those that {@link #run} would have had to read: they belong to no range. */
    public long withoutTime() {
        long inFilesWithoutAny = sources.stream()
                .filter(source -> source.segment.minEventTime() == null)
                .mapToLong(source -> source.segment.rows())
                .sum();
        return inFilesWithoutAny
                + withoutTime.values().stream().mapToLong(Long::longValue).sum();
    }

    private long range(Instant from, Instant to, Consumer<ReplayedRecord> records) {
        if (Duration.between(from, to).compareTo(INDIVISIBLE) <= 0) {
            // All at the same time, and the files lie in the order that is due then.
            long[] given = {0};
            read(from, to, record -> {
                given[0]++;
                records.accept(record);
                return true;
            });
            return given[0];
        }
        List<ReplayedRecord> found = new ArrayList<>();
        long[] bytes = {0};
        boolean all = read(from, to, record -> {
            found.add(record);
            bytes[0] += record.footprint();
            return bytes[0] <= bytesAtOnce;
        });
        if (!all) {
            Instant middle = middle(from, to);
            found.clear();
            return range(from, middle, records) + range(middle, to, records);
        }
        found.sort(ReplayedRecord.ORDER);
        found.forEach(records);
        return found.size();
    }

    /** Of whole microseconds, so that a range in the end has one of them. */
    private static Instant middle(Instant from, Instant to) {
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
        return middle.isAfter(from) ? middle : middle.plus(INDIVISIBLE);
    }

    /**
     * Reads what lies in the range, file by file, until {@code more} wants no more.
     *
     * @return whether it wanted all
     */
    private boolean read(Instant from, Instant to, Predicate<ReplayedRecord> more) {
        Map<LakeObject, Source> overlapping = new LinkedHashMap<>();
        sources.stream()
                .filter(source -> source.overlaps(from, to))
                .forEach(source -> overlapping.put(source.segment.object(), source));
        Map<String, Long> timeless = new HashMap<>();
        // One reader for all files: making one takes longer than reading a small file.
        try (LakeRows rows = LakeRows.open(store, List.copyOf(overlapping.keySet()), COLUMNS)) {
            while (rows.next()) {
                Instant time = rows.time(0);
                if (time == null) {
                    timeless.merge(rows.object().key(), 1L, Long::sum);
                } else if (!time.isBefore(from)
                        && time.isBefore(to)
                        && !more.test(record(time, overlapping.get(rows.object()), rows))) {
                    return false;
                }
            }
        }
        withoutTime.putAll(timeless);
        return true;
    }

    private static ReplayedRecord record(Instant time, Source source, LakeRows rows) {
        byte[] value = rows.bytes(4);
        if (value == null) {
            throw new LakeException(source.segment.key(), "does not keep the bytes of its records (_raw)");
        }
        List<ReplayedRecord.RecordHeader> headers =
                rows.structs(5).stream().map(EventTimeReplay::header).toList();
        return new ReplayedRecord(
                time, source.chain.topic(), rows.intValue(1), rows.longValue(2), rows.bytes(3), value, headers);
    }

    private static ReplayedRecord.RecordHeader header(PqStruct header) {
        return new ReplayedRecord.RecordHeader(
                header.getString("key"), header.isNull("value") ? null : header.getBinary("value"));
    }
}
