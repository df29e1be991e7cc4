package io.loadstream.etl.load;

import io.loadstream.etl.config.EtlSettings;
import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.warehouse.LoadConnection;
import io.loadstream.etl.warehouse.LoadConnections;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Loads all that is new in the lake: partition numbers side by side, the topics of each one after another. */
@ApplicationScoped
public class LakeLoad {

    private final Warehouse warehouse;
    private final LoadConnections connections;
    private final LakeStore store;
    private final LakeChains chains;
    private final EtlSettings settings;
    private final HeapBudget heap;

    LakeLoad(
            Warehouse warehouse,
            LoadConnections connections,
            LakeStore store,
            LakeChains chains,
            EtlSettings settings,
            HeapBudget heap) {
        this.warehouse = warehouse;
        this.connections = connections;
        this.store = store;
        this.chains = chains;
        this.settings = settings;
        this.heap = heap;
    }

    /**
     * @param schema whose offsets say what is new, and which it is loaded into
     * @throws RuntimeException when the lake or the database is away; what was committed stays
     */
    public LoadResult run(String schema, LoadProgress progress) {
        return run(schema, TopicRows.all(), progress);
    }

    /** The same for what {@code topics} make rows of. */
    public LoadResult run(String schema, List<TopicRows> topics, LoadProgress progress) {
        Map<Chain, Long> offsets = LoadOffsets.read(warehouse, schema);
        int count = settings.connections();
        List<LoadConnection> opened =
                Stream.generate(() -> connections.to(schema)).limit(count).toList();
        BlockingQueue<LoadConnection> idle = new ArrayBlockingQueue<>(count, false, opened);
        boolean done = false;
        ExecutorService workers = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("etl-load-", 0).factory());
        try {
            List<Future<LoadResult>> partitions = new ArrayList<>();
            for (Map<String, List<Chain>> ofPartition :
                    chainsByPartition(topics).values()) {
                partitions.add(workers.submit(() -> {
                    LoadConnection connection = idle.remove();
                    try {
                        return loadPartition(connection, topics, ofPartition, offsets, progress);
                    } finally {
                        idle.add(connection);
                    }
                }));
            }
            LoadResult result = LoadResult.none();
            for (Future<LoadResult> partition : partitions) {
                result = result.plus(partition.get());
            }
            done = true;
            return result;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        } finally {
            // No transaction of this load may outlive it: the lock on the run is given up next.
            workers.shutdownNow();
            if (!done) {
                opened.forEach(LoadConnection::abort);
            }
            workers.close();
            opened.forEach(LoadConnection::close);
        }
    }

    /** What {@link #run} would load, by topic; nothing is changed. */
    public Map<String, Pending> pending(String schema) {
        Map<Chain, Long> offsets = LoadOffsets.read(warehouse, schema);
        LakeIndex index = new LakeIndex(store);
        Map<String, Pending> pending = new TreeMap<>();
        for (TopicRows topic : TopicRows.all()) {
            for (Chain chain : chains.chains(topic.topic()).join()) {
                pending.merge(topic.topic(), pending(index, chain, offsets.getOrDefault(chain, 0L)), Pending::plus);
            }
        }
        return pending;
    }

    private static Pending pending(LakeIndex index, Chain chain, long from) {
        try {
            return Pending.of(chain, from, index.segments(chain, from).join());
        } catch (CompletionException e) {
            return Pending.unknown(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        }
    }

    private LoadResult loadPartition(
            LoadConnection connection,
            List<TopicRows> topics,
            Map<String, List<Chain>> ofPartition,
            Map<Chain, Long> offsets,
            LoadProgress progress) {
        PartitionLoad load = new PartitionLoad(connection, store, heap, settings.transactionRows());
        LoadResult result = LoadResult.none();
        for (TopicRows topic : topics) {
            List<Chain> ofTopic = ofPartition.getOrDefault(topic.topic(), List.of());
            result = result.plus(load.load(topic, ofTopic, offsets, progress));
        }
        return result;
    }

    /** Chains by partition number and topic. */
    private Map<Integer, Map<String, List<Chain>>> chainsByPartition(List<TopicRows> topics) {
        Map<Integer, Map<String, List<Chain>>> byPartition = new TreeMap<>();
        for (TopicRows topic : topics) {
            for (Chain chain : chains.chains(topic.topic()).join()) {
                byPartition
                        .computeIfAbsent(chain.partition(), partition -> new HashMap<>())
                        .computeIfAbsent(topic.topic(), name -> new ArrayList<>())
                        .add(chain);
            }
        }
        return byPartition;
    }
}
