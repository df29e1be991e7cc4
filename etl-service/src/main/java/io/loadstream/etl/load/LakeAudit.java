package io.loadstream.etl.load;

import io.loadstream.etl.config.EtlSettings;
import io.loadstream.etl.merge.EventCursor;
import io.loadstream.etl.merge.RejectedRecordException;
import io.loadstream.etl.merge.StagedRows;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.quality.QualityCheck;
import io.loadstream.etl.quality.QualityChecks;
import io.loadstream.etl.quality.QualityResult;
import io.loadstream.etl.warehouse.LoadConnection;
import io.loadstream.etl.warehouse.LoadConnections;
import io.loadstream.etl.warehouse.LoadTransaction;
import io.loadstream.etl.warehouse.SqlText;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compares the warehouse with the lake, record by record of what is loaded: whether each row is there, by its key, not what it
 * holds. Reads the whole lake, a slice at a time, then the ids of all bookings, and changes nothing but the results that it
 * keeps among the last run's checks. Loads may go on meanwhile: they take no row away.
 */
@ApplicationScoped
public class LakeAudit {

    private static final Logger LOG = Logger.getLogger(LakeAudit.class);

    private static final String OF_TWO_FLIGHTS = SqlText.of("load/bookings_of_two_flights");

    private final Warehouse warehouse;
    private final LoadConnections connections;
    private final LakeStore store;
    private final EtlSettings settings;
    private final HeapBudget heap;
    private final QualityChecks quality;

    LakeAudit(
            Warehouse warehouse,
            LoadConnections connections,
            LakeStore store,
            EtlSettings settings,
            HeapBudget heap,
            QualityChecks quality) {
        this.warehouse = warehouse;
        this.connections = connections;
        this.store = store;
        this.settings = settings;
        this.heap = heap;
        this.quality = quality;
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
        lookForBookingsOfTwoFlights();
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
        if (found > 0) {
            LOG.errorf("The warehouse disagrees with the lake %d times, such as in %s", found, example);
        }
        keep(new QualityResult(QualityCheck.COUNTS_AGREE_WITH_LAKE, found, example));
    }

    private void lookForBookingsOfTwoFlights() {
        Row twice = warehouse.inTransaction(
                Warehouse.SCHEMA,
                transaction -> transaction.query(OF_TWO_FLIGHTS).iterator().next());
        keep(new QualityResult(QualityCheck.BOOKINGS_ARE_OF_ONE_FLIGHT, twice.getLong(0), twice.getString(1)));
    }

    private void keep(QualityResult result) {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            quality.keepAmongLast(transaction, result);
            return result;
        });
        quality.tell(warehouse);
    }
}
