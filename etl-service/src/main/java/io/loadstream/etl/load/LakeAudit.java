package io.loadstream.etl.load;

import io.loadstream.etl.config.EtlSettings;
import io.loadstream.etl.merge.EventCursor;
import io.loadstream.etl.merge.RejectedRecordException;
import io.loadstream.etl.merge.StagedRows;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.warehouse.LoadConnection;
import io.loadstream.etl.warehouse.LoadConnections;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares the warehouse with the lake, record by record of what is loaded: whether each row is there, by its key, not what it
 * holds. Reads the whole lake, a slice at a time, and changes nothing but the result that it keeps among the last run's checks.
 * Loads may go on meanwhile: they take no row away.
 */
@ApplicationScoped
public class LakeAudit {

    private static final Logger LOG = Logger.getLogger(LakeAudit.class);

    private static final String CHECK = "counts_agree_with_lake";

    private static final String KEEP = """
            INSERT INTO quality_check (run_id, check_name, severity, violations, example)
            SELECT run_id, $1::text, 'WARNING', $2::bigint, $3::text FROM etl_run ORDER BY run_id DESC LIMIT 1
            ON CONFLICT (run_id, check_name) DO UPDATE SET violations = excluded.violations, example = excluded.example""";

    private final Warehouse warehouse;
    private final LoadConnections connections;
    private final LakeStore store;
    private final EtlSettings settings;
    private final HeapBudget heap;

    /** What the last one of this process found. */
    private volatile double violations = Double.NaN;

    LakeAudit(
            Warehouse warehouse,
            LoadConnections connections,
            LakeStore store,
            EtlSettings settings,
            HeapBudget heap,
            MeterRegistry metrics) {
        this.warehouse = warehouse;
        this.connections = connections;
        this.store = store;
        this.settings = settings;
        this.heap = heap;
        Gauge.builder("loadstream.quality.violations", () -> violations)
                .tags("check", CHECK, "severity", "WARNING")
                .register(metrics);
    }

    /**
     * What both have, by topic. Blocks.
     *
     * @throws RuntimeException when a file of the lake cannot be read or the database is away
     */
    public Map<String, Agreement> audit() {
        Map<String, TopicRows> topics =
                TopicRows.all().stream().collect(Collectors.toMap(TopicRows::topic, Function.identity()));
        Map<String, Agreement> agreements = new TreeMap<>();
        try (LoadConnection connection = connections.to(Warehouse.SCHEMA)) {
            LoadOffsets.loaded(warehouse, Warehouse.SCHEMA)
                    .forEach((chain, loaded) -> agreements.merge(
                            chain.topic(),
                            compare(connection, chain, loaded, topics.get(chain.topic())),
                            Agreement::plus));
        }
        keep(agreements);
        return agreements;
    }

    private Agreement compare(LoadConnection connection, Chain chain, LoadOffsets.Loaded loaded, TopicRows topic) {
        List<Segment> segments = new LakeIndex(store)
                .segments(chain, 0).join().stream()
                        .filter(segment -> segment.start() < loaded.next())
                        .toList();
        Agreement agreement = new Agreement(0, loaded.events(), Map.of());
        for (Slice slice : Slice.of(chain, 0, segments, settings.transactionRows())) {
            agreement = agreement.plus(connection.inTransaction(transaction ->
                    heap.with(topic.heapBytes(), () -> compare(transaction, slice, loaded.next(), topic))));
        }
        return agreement;
    }

    private Agreement compare(LoadTransaction transaction, Slice slice, long end, TopicRows topic) {
        StagedRows staged = StagedRows.toCompare(transaction);
        long events = 0;
        try (EventCursor cursor =
                topic.open(store, slice.objects(), slice.chain().partition())) {
            while (cursor.next()) {
                if (cursor.offset() < end) {
                    events++;
                    stage(cursor, staged);
                }
            }
        }
        Map<String, Long> missing = staged.missing();
        missing.values().removeIf(count -> count == 0);
        return new Agreement(events, 0, missing);
    }

    private static void stage(EventCursor event, StagedRows staged) {
        try {
            event.stage(staged);
        } catch (RejectedRecordException e) {
            LOG.debugf("Offset %d tells no row: %s", event.offset(), e.getMessage());
        }
    }

    private void keep(Map<String, Agreement> agreements) {
        long found =
                agreements.values().stream().mapToLong(Agreement::violations).sum();
        String example = agreements.entrySet().stream()
                .filter(topic -> topic.getValue().violations() > 0)
                .map(topic -> topic.getKey() + ": " + topic.getValue())
                .findFirst()
                .orElse(null);
        violations = found;
        if (found > 0) {
            LOG.errorf("The warehouse disagrees with the lake %d times, such as in %s", found, example);
        }
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> transaction.update(KEEP, CHECK, found, example));
    }
}
