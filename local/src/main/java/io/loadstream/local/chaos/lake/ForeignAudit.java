package io.loadstream.local.chaos.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.audit.ForeignReader;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.parquet.example.data.Group;

/**
 * Counts what readers find in the store: the objects are those that the manifests name and the raw files behind them, and
 * are read by parquet-java, by none of the code that the lake is read with.
 */
final class ForeignAudit {

    private final Map<TopicPartition, BitSet> seen = new HashMap<>();
    private long objects;
    private long compacted;
    private long bytes;
    private long rows;
    private long duplicates;
    private long unexpected;
    private long different;

    /** Reads every object that readers are told of. */
    void read(LakeStore store, Map<TopicPartition, Long> expected, Consumer<String> progress) throws IOException {
        LakeChains chains = new LakeChains(store);
        LakeIndex index = new LakeIndex(store);
        for (String topic : chains.topics().join()) {
            for (Chain chain : chains.chains(topic).join()) {
                for (Segment segment : index.segments(chain, 0).join()) {
                    objects++;
                    compacted += segment.isCompacted() ? 1 : 0;
                    bytes += segment.bytes();
                    ForeignReader.read(store.get(segment.key()).join(), row -> count(topic, row, expected));
                    progress.accept("audited " + objects + " objects, " + rows + " rows");
                }
            }
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
                || !Arrays.equals(row.getBinary("_key", 0).getBytes(), NumberedRecords.key(partition, offset))
                || !headers(row).equals(told(NumberedRecords.headers(partition, offset)))) {
            different++;
        }
    }

    /** As names with their values, in order. */
    private static List<String> headers(Group row) {
        List<String> headers = new ArrayList<>();
        if (row.getFieldRepetitionCount("_headers") > 0) {
            Group list = row.getGroup("_headers", 0);
            for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
                Group header = list.getGroup(0, i).getGroup(0, 0);
                headers.add(header.getString("key", 0) + "="
                        + (header.getFieldRepetitionCount("value") == 0
                                ? null
                                : HexFormat.of()
                                        .formatHex(header.getBinary("value", 0).getBytes())));
            }
        }
        return headers;
    }

    private static List<String> told(List<Header> headers) {
        return headers.stream()
                .map(header -> header.key() + "="
                        + (header.value() == null ? null : HexFormat.of().formatHex(header.value())))
                .toList();
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

    /** Of the objects, those that compaction made. */
    long compacted() {
        return compacted;
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

    /** Rows whose key, bytes or headers are not those that were produced. */
    long different() {
        return different;
    }
}
