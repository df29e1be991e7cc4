package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.WarehouseTransaction;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of a slice of a chain that are no events of the contract, by offset. For one transaction. */
public final class RejectedRows {

    private static final String SQL = SqlText.of("merge/rejected_record");

    /** Raw values may be large. */
    private static final int BATCH_ROWS = 500;

    private final Map<Long, String> reasons = new HashMap<>();

    public void add(long offset, String reason) {
        reasons.put(offset, reason);
    }

    public int count() {
        return reasons.size();
    }

    /**
     * Keeps them in the warehouse as they were received. They are few, so what was received is read in a pass of its own
     * rather than of every record.
     */
    public void keep(WarehouseTransaction transaction, LakeStore store, Chain chain, List<LakeObject> objects) {
        if (reasons.isEmpty()) {
            return;
        }
        Rows batch = new Rows(chain);
        try (LakeRows rows = LakeRows.open(store, objects, "_offset", "_timestamp", "_raw")) {
            while (rows.next()) {
                String reason = reasons.get(rows.longValue(0));
                if (reason != null) {
                    batch.add(rows, reason);
                    if (batch.size == BATCH_ROWS) {
                        batch.insert(transaction);
                    }
                }
            }
        }
        batch.insert(transaction);
    }

    private static final class Rows {

        private final Chain chain;
        private final Long[] offsets = new Long[BATCH_ROWS];
        private final String[] reasons = new String[BATCH_ROWS];
        private final OffsetDateTime[] received = new OffsetDateTime[BATCH_ROWS];
        private final Buffer[] raw = new Buffer[BATCH_ROWS];
        private int size;

        Rows(Chain chain) {
            this.chain = chain;
        }

        void add(LakeRows row, String reason) {
            offsets[size] = row.longValue(0);
            received[size] = row.time(1).atOffset(ZoneOffset.UTC);
            byte[] value = row.bytes(2);
            raw[size] = value == null ? null : Buffer.buffer(value);
            reasons[size] = reason;
            size++;
        }

        void insert(WarehouseTransaction transaction) {
            String[] topics = new String[size];
            String[] topicIds = new String[size];
            Integer[] partitions = new Integer[size];
            Arrays.fill(topics, chain.topic());
            Arrays.fill(topicIds, chain.topicId());
            Arrays.fill(partitions, chain.partition());
            transaction.update(
                    SQL,
                    topics,
                    topicIds,
                    partitions,
                    Arrays.copyOf(offsets, size),
                    Arrays.copyOf(reasons, size),
                    Arrays.copyOf(received, size),
                    Arrays.copyOf(raw, size));
            size = 0;
        }
    }
}
