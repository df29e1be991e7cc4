package io.loadstream.etl.load;

import io.loadstream.etl.quality.QualityCheck;
import io.loadstream.etl.quality.QualityResult;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Compares how many records are loaded with how many the lake says that it has up to there. Reads no file: a chain is listed
 * from its beginning. A run counts a few chains, in turn, so that it costs little however many there are; what disagrees is
 * remembered, and counted first by the next run.
 */
@ApplicationScoped
public class LakeCounts {

    private static final int CHAINS_OF_A_RUN = 4;

    private final Warehouse warehouse;
    private final LakeIndex index;
    private final Map<Chain, Counted> counted = new HashMap<>();
    private long turn;

    LakeCounts(Warehouse warehouse, LakeStore store) {
        this.warehouse = warehouse;
        this.index = new LakeIndex(store);
    }

    /**
     * @param turn of the count that found it
     * @param loaded what was loaded then
     * @param difference records that one has and the other has not
     * @param example {@code null} when there is no difference
     */
    private record Counted(long turn, LoadOffsets.Loaded loaded, long difference, String example) {

        static final Counted NEVER = new Counted(0, null, 0, null);

        boolean disagrees() {
            return difference > 0;
        }
    }

    /** Counts some chains now, and says what of all those that were counted disagrees. Blocks. */
    public synchronized QualityResult check() {
        Map<Chain, LoadOffsets.Loaded> loaded = LoadOffsets.loaded(warehouse, Warehouse.SCHEMA);
        counted.keySet().retainAll(loaded.keySet());
        // Of a chain that has moved since, what disagreed is asked anew.
        counted.entrySet()
                .removeIf(chain -> chain.getValue().disagrees()
                        && !chain.getValue().loaded().equals(loaded.get(chain.getKey())));
        turn++;
        List<Chain> next = loaded.keySet().stream()
                .sorted(Comparator.comparing((Chain chain) -> !last(chain).disagrees())
                        .thenComparing(chain -> last(chain).turn()))
                .limit(CHAINS_OF_A_RUN)
                .toList();
        next.forEach(chain -> counted.put(chain, count(chain, loaded.get(chain))));
        return new QualityResult(
                QualityCheck.LOADS_AGREE_WITH_LAKE,
                counted.values().stream().mapToLong(Counted::difference).sum(),
                counted.values().stream()
                        .filter(Counted::disagrees)
                        .map(Counted::example)
                        .findFirst()
                        .orElse(null));
    }

    private Counted last(Chain chain) {
        return counted.getOrDefault(chain, Counted.NEVER);
    }

    private Counted count(Chain chain, LoadOffsets.Loaded loaded) {
        long rows = 0;
        try {
            for (Segment segment : index.segments(chain, 0).join()) {
                if (segment.start() < loaded.next() && segment.next() > loaded.next()) {
                    // Compaction has folded what is loaded with what is not: counted when that is loaded, too.
                    return new Counted(turn, loaded, 0, null);
                }
                rows += segment.start() < loaded.next() ? segment.rows() : 0;
            }
        } catch (CompletionException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            return new Counted(turn, loaded, 1, chain + " cannot be counted: " + why);
        }
        long difference = Math.abs(rows - loaded.events());
        return new Counted(
                turn,
                loaded,
                difference,
                difference == 0
                        ? null
                        : "%s: %d records are loaded, the lake has %d".formatted(chain, loaded.events(), rows));
    }
}
