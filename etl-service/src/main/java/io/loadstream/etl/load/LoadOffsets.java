package io.loadstream.etl.load;

import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.Chain;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HashMap;
import java.util.Map;

/** How far each chain is loaded, as the database says. */
final class LoadOffsets {

    private LoadOffsets() {}

    /** Chains that nothing was loaded of yet are absent. */
    static Map<Chain, Long> read(Warehouse warehouse, String schema) {
        return warehouse.inTransaction(schema, transaction -> {
            Map<Chain, Long> offsets = new HashMap<>();
            for (Row row : transaction.query("SELECT topic, topic_id, partition, next_offset FROM load_offset")) {
                offsets.put(new Chain(row.getString(0), row.getString(1), row.getInteger(2)), row.getLong(3));
            }
            return offsets;
        });
    }

    /**
     * What is loaded of a chain.
     *
     * @param next first offset that is not
     * @param events records that were
     */
    record Loaded(long next, long events) {}

    static Map<Chain, Loaded> loaded(Warehouse warehouse, String schema) {
        return warehouse.inTransaction(schema, transaction -> {
            Map<Chain, Loaded> loaded = new HashMap<>();
            for (Row row :
                    transaction.query("SELECT topic, topic_id, partition, next_offset, events FROM load_offset")) {
                loaded.put(
                        new Chain(row.getString(0), row.getString(1), row.getInteger(2)),
                        new Loaded(row.getLong(3), row.getLong(4)));
            }
            return loaded;
        });
    }

    /**
     * Moves a chain's offset. The row stays locked until the transaction ends, so whoever else would load the same files
     * waits, and then finds that the offset is no longer the one it expects.
     *
     * @return {@code false} when it is not at {@code expected}
     */
    static boolean advance(LoadTransaction transaction, Chain chain, long expected, long next) {
        if (expected == 0) {
            transaction.update(
                    "INSERT INTO load_offset (topic, topic_id, partition, next_offset) VALUES (?, ?, ?, 0)"
                            + " ON CONFLICT DO NOTHING",
                    chain.topic(),
                    chain.topicId(),
                    chain.partition());
        }
        return transaction.update(
                        "UPDATE load_offset SET next_offset = ?, updated_at = clock_timestamp()"
                                + " WHERE topic = ? AND topic_id = ? AND partition = ? AND next_offset = ?",
                        next,
                        chain.topic(),
                        chain.topicId(),
                        chain.partition(),
                        expected)
                == 1;
    }

    /** Adds to a chain's counts. */
    static void count(LoadTransaction transaction, Chain chain, long events, long rejected) {
        transaction.update(
                "UPDATE load_offset SET events = events + ?, rejected = rejected + ?"
                        + " WHERE topic = ? AND topic_id = ? AND partition = ?",
                events,
                rejected,
                chain.topic(),
                chain.topicId(),
                chain.partition());
    }
}
