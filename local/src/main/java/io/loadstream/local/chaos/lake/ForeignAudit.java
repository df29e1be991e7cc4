package io.loadstream.local.chaos.lake;

import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.audit.ForeignReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.parquet.example.data.Group;

/**
 * Counts what lies in the store, by none of the code that the lake is read with: objects are listed, whatever their
 * chain, and read by parquet-java.
 */
final class ForeignAudit {

    private final Map<TopicPartition, BitSet> seen = new HashMap<>();
    private long objects;
    private long bytes;
    private long rows;
    private long duplicates;
    private long unexpected;
    private long different;

    /** Reads every object under {@code raw/}. */
    void read(LakeStore store, Map<TopicPartition, Long> expected, Consumer<String> progress) throws IOException {
        for (StoredObject object : store.list("raw/", "").join()) {
            objects++;
            bytes += object.bytes();
            String topic = object.key().split("/")[1];
            ForeignReader.read(store.get(object.key()).join(), row -> count(topic, row, expected));
            progress.accept("audited " + objects + " objects, " + rows + " rows");
        }
    }

    private void count(String topic, Group row, Map<TopicPartition, Long> expected) {
        rows++;
        int partition = row.getInteger("_partition", 0);
        long offset = row.getLong("_offset", 0);
        TopicPartition at = new TopicPartition(topic, partition);
        BitSet offsets = seen.computeIfAbsent(at, key -> new BitSet());
        if (offset >= expected.getOrDefault(at, 0L)) {
            unexpected++;
            return;
        }
        if (offsets.get((int) offset)) {
            duplicates++;
        }
        offsets.set((int) offset);
        if (!Arrays.equals(row.getBinary("_raw", 0).getBytes(), NumberedRecords.value(topic, partition, offset))
                || !Arrays.equals(row.getBinary("_key", 0).getBytes(), NumberedRecords.key(partition, offset))) {
            different++;
        }
    }

    /** Records that were produced and are nowhere in the store. */
    long missing(Map<TopicPartition, Long> expected) {
        long missing = 0;
        for (var entry : expected.entrySet()) {
            missing += entry.getValue()
                    - seen.getOrDefault(entry.getKey(), new BitSet()).cardinality();
        }
        return missing;
    }

    long objects() {
        return objects;
    }

    long bytes() {
        return bytes;
    }

    long rows() {
        return rows;
    }

    /** Rows of a record that another row had already. */
    long duplicates() {
        return duplicates;
    }

    /** Rows of records that nobody produced. */
    long unexpected() {
        return unexpected;
    }

    /** Rows whose key or bytes are not those that were produced. */
    long different() {
        return different;
    }
}
