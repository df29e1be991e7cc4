package io.loadstream.etl;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType.Scalar;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import io.loadstream.lake.write.RowWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes a lake as the archiver does. */
final class TestLake {

    static final int PARTITIONS = 3;

    private final LakeStore store;
    private final String topicId;
    private final Map<Chain, Long> next = new HashMap<>();

    TestLake(LakeStore store, String topicId) {
        this.store = store;
        this.topicId = topicId;
    }

    /** A lake with nothing in it. */
    static TestLake empty(LakeStore store) {
        for (StoredObject object : store.list("", "").join()) {
            store.delete(object.key()).join();
        }
        return new TestLake(store, "topic-id");
    }

    /** Appends events of one topic, one file for each partition that has any. */
    void append(List<? extends Event> events) {
        Map<Integer, List<Entry>> byPartition = new HashMap<>();
        for (Event event : events) {
            byPartition
                    .computeIfAbsent(partitionOf(event.flightId()), partition -> new ArrayList<>())
                    .add(Entry.of(event));
        }
        byPartition.forEach((partition, entries) ->
                appendFile(new Chain(events.getFirst().topic().topicName(), topicId, partition), entries));
    }

    /** Appends a record that did not parse. */
    void appendMalformed(String topic, String raw, String error) {
        appendFile(new Chain(topic, topicId, 0), List.of(new Entry(null, raw.getBytes(StandardCharsets.UTF_8), error)));
    }

    /**
     * Appends a file as an archiver of a later version may write it: every record has a column that is not known yet.
     *
     * @param unknown a record whose event type is not known either, as JSON
     */
    void appendNewer(Event known, String unknown, String unknownType) {
        Chain chain = chain(known.topic().topicName(), partitionOf(known.flightId()));
        List<Column> columns = new ArrayList<>(TopicSchemas.of(chain.topic()).columns());
        columns.add(Column.optional("loyalty_tier", Scalar.TEXT));
        byte[] raw = unknown.getBytes(StandardCharsets.UTF_8);
        List<Consumer<RowWriter>> records = List.of(Entry.of(known)::write, row -> {
            row.text("event_type", unknownType);
            row.time("event_time", known.eventTime());
            row.text("flight_id", known.flightId());
            row.bytes("_raw", raw);
        });
        append(
                chain,
                new TopicSchema(chain.topic(), columns),
                records.stream()
                        .map(record -> record.andThen(row -> row.text("loyalty_tier", "gold")))
                        .toList());
    }

    /** Appends one file; between records lie offsets that no reader sees, as transactions leave them. */
    String appendFile(Chain chain, List<Entry> entries) {
        return append(
                chain,
                TopicSchemas.of(chain.topic()),
                entries.stream().<Consumer<RowWriter>>map(entry -> entry::write).toList());
    }

    private String append(Chain chain, TopicSchema schema, List<Consumer<RowWriter>> records) {
        long start = next.getOrDefault(chain, 0L);
        long last = start + 2L * records.size() - 1;
        byte[] content = content(chain, start, schema, records);
        ChainFile file = new ChainFile(
                chain, start, last, records.size(), false, content.length, "00000000", "test", null, null);
        if (!store.putIfAbsent(file.key(), content, file.metadata()).join()) {
            throw new IllegalStateException("already there: " + file.key());
        }
        next.put(chain, last + 1);
        return file.key();
    }

    Chain chain(String topic, int partition) {
        return new Chain(topic, topicId, partition);
    }

    static int partitionOf(String flightId) {
        return Math.floorMod(flightId.hashCode(), PARTITIONS);
    }

    private static byte[] content(Chain chain, long start, TopicSchema schema, List<Consumer<RowWriter>> records) {
        long[] offset = {start};
        try (ParquetFile<Consumer<RowWriter>> file = new ParquetFile<>(schema, Map.of(), (record, columns) -> {
            record.accept(columns);
            columns.number("_partition", chain.partition());
            columns.number("_offset", offset[0]);
            columns.time("_timestamp", Instant.EPOCH.plusMillis(offset[0]));
            offset[0] += 2;
        })) {
            records.forEach(file::add);
            return file.finish();
        }
    }

    record Entry(Event event, byte[] raw, String error) {

        static Entry of(Event event) {
            return new Entry(event, new EventWriter().write(event), null);
        }

        void write(RowWriter columns) {
            if (event != null) {
                EventColumns.write(event, columns);
            }
            columns.bytes("_raw", raw);
            if (error != null) {
                columns.text("_error", error);
            }
        }
    }
}
