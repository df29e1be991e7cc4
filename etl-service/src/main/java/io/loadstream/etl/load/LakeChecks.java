package io.loadstream.etl.load;

import io.loadstream.etl.quality.QualityCheck;
import io.loadstream.etl.quality.QualityChecks;
import io.loadstream.etl.quality.QualityResult;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Checks what was loaded against the lake that it is from, and whether all topics go on. */
@ApplicationScoped
public class LakeChecks {

    private static final String SILENT_TOPICS = SqlText.of("load/silent_topics");

    private final Warehouse warehouse;
    private final QualityChecks quality;
    private final LakeCounts counts;

    LakeChecks(Warehouse warehouse, QualityChecks quality, LakeCounts counts) {
        this.warehouse = warehouse;
        this.quality = quality;
        this.counts = counts;
    }

    /**
     * @param runId that the results are kept under
     * @param problems of the load: files that hold up their chains
     */
    public void check(long runId, List<String> problems) {
        QualityResult waits = new QualityResult(
                QualityCheck.NOTHING_WAITS_IN_LAKE, problems.size(), problems.isEmpty() ? null : problems.getFirst());
        QualityResult counted = counts.check();
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            quality.keep(transaction, runId, waits);
            quality.keep(transaction, runId, counted);
            Row silent = transaction.query(SILENT_TOPICS).iterator().next();
            quality.keep(
                    transaction,
                    runId,
                    new QualityResult(QualityCheck.TOPICS_GO_ON, silent.getLong(0), silent.getString(1)));
            return null;
        });
    }
}
