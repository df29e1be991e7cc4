package io.loadstream.etl.merge;

import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.read.LakeColumns;
import io.loadstream.lake.read.LakeObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    public void keep(LoadTransaction transaction, LakeStore store, Chain chain, List<LakeObject> objects) {
        if (reasons.isEmpty()) {
            return;
        }
        List<Object[]> batch = new ArrayList<>();
        try (LakeColumns rows = LakeColumns.open(store, objects, "_offset", "_timestamp", "_raw")) {
            while (rows.next()) {
                long offset = rows.longValue(0);
                String reason = reasons.get(offset);
                if (reason != null) {
                    batch.add(new Object[] {
                        chain.topic(),
                        chain.topicId(),
                        chain.partition(),
                        offset,
                        reason,
                        Instant.EPOCH.plus(rows.longValue(1), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        rows.isNull(2) ? null : Arrays.copyOfRange(rows.bytes(2), rows.from(2), rows.to(2))
                    });
                }
                if (batch.size() == BATCH_ROWS) {
                    transaction.updateEach(SQL, batch);
                    batch.clear();
                }
            }
        }
        transaction.updateEach(SQL, batch);
    }
}
