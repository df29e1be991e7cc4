package io.loadstream.lake;

import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import io.loadstream.lake.write.RowWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A real store, with files put into it by hand. */
public final class LakeFixture implements AutoCloseable {

    public final EmbeddedObjectStore server = EmbeddedObjectStore.in(Folders.temporary("lake-test"));
    public final LakeStore store = LakeStore.open(settings(server.endpoint()));
    public final LakeChains chains = new LakeChains(store);

    public static LakeSettings settings(String endpoint) {
        return new LakeSettings(
                URI.create(endpoint),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
    }

    /** Puts a file for the offsets {@code start} to {@code last} whose first {@code rows} offsets have a row. */
    public ChainFile put(Chain chain, long start, long last, int rows) {
        return put(chain, start, last, rows, TopicSchemas.of(chain.topic()), (offset, columns) -> {
            Instant eventTime = Instant.EPOCH.plusSeconds(offset);
            EventColumns.write(new FlightDeparted(eventTime, "F" + offset), columns);
        });
    }

    /** The same with columns of one's own; {@code event} gives those of the offset, the broker's apart. */
    public ChainFile put(
            Chain chain, long start, long last, int rows, TopicSchema schema, BiConsumer<Long, RowWriter> event) {
        try (ParquetFile<Long> file = new ParquetFile<>(schema, Map.of(), (offset, columns) -> {
            event.accept(offset, columns);
            columns.number("_partition", chain.partition());
            columns.number("_offset", offset);
            columns.time("_timestamp", Instant.EPOCH);
        })) {
            for (long offset = start; offset < start + rows; offset++) {
                file.add(offset);
            }
            byte[] content = file.finish();
            ChainFile written = new ChainFile(
                    chain,
                    start,
                    last,
                    rows,
                    false,
                    content.length,
                    Checksum.crc32c(content),
                    "test",
                    Instant.EPOCH.plusSeconds(start),
                    Instant.EPOCH.plusSeconds(start + rows - 1));
            if (!store.putIfAbsent(written.key(), content, written.metadata()).join()) {
                throw new IllegalStateException("there is one already: " + written.key());
            }
            return written;
        }
    }

    /** The offsets that a reader of these objects sees, in its order. */
    public List<Long> offsets(List<LakeObject> objects) {
        List<Long> offsets = new ArrayList<>();
        try (LakeRows rows = LakeRows.open(store, objects, "_offset")) {
            while (rows.next()) {
                offsets.add(rows.longValue(0));
            }
        }
        return offsets;
    }

    @Override
    public void close() {
        store.close();
        server.close();
    }
}
