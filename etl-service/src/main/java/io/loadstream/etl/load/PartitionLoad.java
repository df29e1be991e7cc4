package io.loadstream.etl.load;

import io.loadstream.etl.merge.TopicRows;
import io.loadstream.etl.warehouse.LoadConnection;
import io.loadstream.etl.warehouse.WarehouseException;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Loads what is new in the chains of one partition number, one after another. */
final class PartitionLoad {

    private static final Logger LOG = Logger.getLogger(PartitionLoad.class);

    /**
     * Serialization failure, deadlock, and a row that another transaction has inserted meanwhile: the same transaction may
     * well succeed the next time.
     */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "23505");

    private static final int ATTEMPTS = 5;

    private final LoadConnection connection;
    private final LakeIndex index;
    private final SliceLoad sliceLoad;
    private final long mostRows;

    PartitionLoad(LoadConnection connection, LakeStore store, HeapBudget heap, long mostRows) {
        this.connection = connection;
        this.index = new LakeIndex(store);
        this.sliceLoad = new SliceLoad(store, heap);
        this.mostRows = mostRows;
    }

    /**
     * @param offsets where each chain goes on; 0 when it is absent
     * @return what was loaded, with the files that could not be read: their chain waits there, the others go on
     */
    LoadResult load(TopicRows topic, List<Chain> ofTopic, Map<Chain, Long> offsets, LoadProgress progress) {
        LoadResult result = LoadResult.none();
        for (Chain chain : ofTopic) {
            result = result.plus(loadChain(topic, chain, offsets.getOrDefault(chain, 0L), progress));
        }
        return result;
    }

    private LoadResult loadChain(TopicRows topic, Chain chain, long from, LoadProgress progress) {
        LoadResult result = LoadResult.none();
        try {
            List<Segment> segments = index.segments(chain, from).join();
            for (Slice slice : Slice.of(chain, from, segments, mostRows)) {
                Optional<LoadResult> loaded = loadSlice(topic, slice, ATTEMPTS);
                if (loaded.isEmpty()) {
                    LOG.warnf("%s from offset %d on is loaded by another runner", chain, slice.start());
                    return result;
                }
                result = result.plus(loaded.get());
                progress.add(loaded.get());
            }
            return result;
        } catch (LakeException e) {
            return result.plus(problem(e.getMessage()));
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return result.plus(problem(
                    cause instanceof LakeException
                            ? cause.getMessage()
                            : chain.prefix() + " could not be read: " + cause.getMessage()));
        }
    }

    private Optional<LoadResult> loadSlice(TopicRows topic, Slice slice, int attempts) {
        try {
            return connection.inTransaction(transaction -> sliceLoad.load(transaction, slice, topic));
        } catch (WarehouseException e) {
            if (attempts > 1 && PASSING.contains(e.sqlState())) {
                LOG.infof("%s from offset %d on is tried again: %s", slice.chain(), slice.start(), e.getMessage());
                return loadSlice(topic, slice, attempts - 1);
            }
            throw e;
        }
    }

    private static LoadResult problem(String message) {
        LOG.error(message);
        return new LoadResult(Map.of(), Map.of(), 0, null, List.of(message));
    }
}
