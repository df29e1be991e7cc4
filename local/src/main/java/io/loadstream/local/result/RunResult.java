package io.loadstream.local.result;

import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.LakeStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a run came to, hop by hop.
 *
 * @param claims what services say of themselves
 * @param checks every hop against the one before it
 */
public record RunResult(Claims claims, TopicScan topics, LakeScan lake, WarehouseScan warehouse, List<Check> checks) {

    /** All topics that are archived: those of the contract but for the engine's own state. */
    public static List<String> archivedTopics() {
        return TopicPlan.ofContract(1).names().stream()
                .filter(topic -> !topic.equals(io.loadstream.domain.event.Topic.FLIGHT_STATE))
                .toList();
    }

    /**
     * Counts lake and warehouse, and compares.
     *
     * @throws SQLException when the warehouse cannot be asked
     */
    public static RunResult of(Claims claims, TopicScan topics, LakeStore store, EmbeddedPostgres postgres)
            throws SQLException {
        LakeScan lake = LakeScan.read(store);
        try (Connection connection = postgres.connect()) {
            WarehouseScan warehouse = WarehouseScan.read(connection);
            return new RunResult(claims, topics, lake, warehouse, Reconciliation.of(claims, topics, lake, warehouse));
        }
    }

    /** Whether every hop agrees with the one before it. */
    public boolean reconciled() {
        return checks.stream().allMatch(Check::holds);
    }
}
