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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives records of several topics in event-time order. Memory is bounded: a range with more records than fit is halved,
 * and its files are read once more for each half. Records without an event time (they did not parse) are left out.
 */
public final class EventTimeReplay {

    /** Records that are sorted in memory at once. */
    private static final int MOST_AT_ONCE = 100_000;

    private static final Duration INDIVISIBLE = Duration.ofNanos(1_000);

    private static final String[] COLUMNS = {"event_time", "_partition", "_offset", "_key", "_raw", "_headers"};

    private final LakeStore store;
    private final int mostAtOnce;
    private final List<Source> sources = new ArrayList<>();

    private record Source(Chain chain, Segment segment) {

        boolean overlaps(Instant from, Instant to) {
            return segment.minEventTime() != null
                    && segment.minEventTime().isBefore(to)
                    && !segment.maxEventTime().isBefore(from);
        }
    }

    public EventTimeReplay(LakeStore store, List<String> topics) {
        this(store, topics, MOST_AT_ONCE);
    }

    EventTimeReplay(LakeStore store, List<String> topics, int mostAtOnce) {
        this.store = store;
        this.mostAtOnce = mostAtOnce;
        LakeIndex index = new LakeIndex(store);
        for (String topic : topics) {
            if (TopicSchemas.of(topic).columns().stream()
                    .noneMatch(column -> column.name().equals("event_time"))) {
                throw new IllegalArgumentException("records of " + topic + " have no event time to be ordered by");
            }
            for (Chain chain : new LakeChains(store).chains(topic).join()) {
                index.segments(chain, 0).join().forEach(segment -> sources.add(new Source(chain, segment)));
            }
        }
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

    private long range(Instant from, Instant to, Consumer<ReplayedRecord> records) {
        boolean divisible = Duration.between(from, to).compareTo(INDIVISIBLE) > 0;
        List<ReplayedRecord> found = collect(from, to, divisible ? mostAtOnce : Integer.MAX_VALUE);
        if (found.size() > mostAtOnce && divisible) {
            Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
            found.clear();
            return range(from, middle, records) + range(middle, to, records);
        }
        found.sort(ReplayedRecord.ORDER);
        found.forEach(records);
        return found.size();
    }

    /** What lies in the range, as soon as there is more than {@code limit} only the beginning of it. */
    private List<ReplayedRecord> collect(Instant from, Instant to, int limit) {
        Map<LakeObject, Source> overlapping = new LinkedHashMap<>();
        sources.stream()
                .filter(source -> source.overlaps(from, to))
                .forEach(source -> overlapping.put(source.segment.object(), source));
        List<ReplayedRecord> found = new ArrayList<>();
        // One reader for all files: making one takes longer than reading a small file.
        try (LakeRows rows = LakeRows.open(store, List.copyOf(overlapping.keySet()), COLUMNS)) {
            while (found.size() <= limit && rows.next()) {
                Instant time = rows.time(0);
                if (time != null && !time.isBefore(from) && time.isBefore(to)) {
                    found.add(record(time, overlapping.get(rows.object()), rows));
                }
            }
        }
        return found;
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
