package io.loadstream.generator.publish;

import io.loadstream.generator.source.ContinuedSource;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the topics hold of a run that ended early, however it did. An idempotent producer writes each partition in order
 * and leaves no gaps, so a partition holds the beginning of what the run sends to it, and its end is the position of the
 * run. What customers had seen of the engine's decisions, each record of a closed loop tells itself: nothing else need be
 * kept. Several threads may ask, each about partitions of its own.
 */
public final class AlreadySent implements EarlierRun {

    private static final String WHAT_TO_DO = "continue with the scenario and the seed that began it, or start over";

    private final Map<String, HeldPartition[]> topics;

    /** @param topics partitions in the order of their numbers */
    public AlreadySent(Map<String, HeldPartition[]> topics) {
        this.topics = Map.copyOf(topics);
    }

    /** All records that are there. */
    public long records() {
        return all().mapToLong(HeldPartition::count).sum();
    }

    /**
     * The run's threads without what the topics hold of them. The run is played up to there first, and nothing of that goes
     * out: one thread may come to the end of its partitions, and send, long before another comes to a record that differs.
     *
     * @param whole opens the run as one source
     * @param lanes opens it as one source for each thread
     * @return none when it was stopped meanwhile
     * @throws RunFailedException when the topics hold anything but the beginning of the run
     */
    public List<EventSource> rest(
            Supplier<EventSource> whole, Supplier<List<EventSource>> lanes, BooleanSupplier stop) {
        if (records() > 0 && !stop.getAsBoolean()) {
            try (EventSource again = whole.get()) {
                pass(again, stop);
            }
            all().forEach(HeldPartition::rewind);
        }
        if (stop.getAsBoolean()) {
            return List.of();
        }
        return lanes.get().stream()
                // Once stopped, the run sends nothing, and what it simulates need not be right.
                .<EventSource>map(lane -> new ContinuedSource(lane, event -> !stop.getAsBoolean() && holds(event)))
                .toList();
    }

    private void pass(EventSource run, BooleanSupplier stop) {
        long unseen = records();
        while (unseen > 0) {
            OutgoingEvent next = run.peek();
            if (stop.getAsBoolean()) {
                return;
            }
            if (next == null) {
                throw new RunFailedException(
                        "the topics hold %d records more than this run sends there: %s".formatted(unseen, WHAT_TO_DO));
            }
            unseen -= holds(next) ? 1 : 0;
            run.take();
        }
    }

    @Override
    public long seenNext(int partition) {
        return topics.values().stream()
                .map(partitions -> partitions[partition])
                .mapToLong(HeldPartition::seenNext)
                .filter(seen -> seen != OutgoingEvent.NO_LOOP)
                .min()
                .orElse(OutgoingEvent.NO_LOOP);
    }

    @Override
    public long seenLast(int partition) {
        return topics.values().stream()
                .mapToLong(partitions -> partitions[partition].seenLast())
                .max()
                .orElse(OutgoingEvent.NO_LOOP);
    }

    @Override
    public boolean isPassed() {
        return all().allMatch(held -> held.left() == 0);
    }

    private Stream<HeldPartition> all() {
        return topics.values().stream().flatMap(Arrays::stream);
    }

    /**
     * Whether the topics hold this record of the run, which is asked for in the order of the run.
     *
     * @throws RunFailedException when they hold another one in its place
     */
    private boolean holds(OutgoingEvent event) {
        HeldPartition[] partitions = topics.get(event.topic());
        int partition = Partitions.ofKey(event.key(), partitions.length);
        HeldPartition held = partitions[partition];
        if (held.left() == 0) {
            return false;
        }
        if (!held.pass(event.json())) {
            throw new RunFailedException("what %s-%d holds is not what this run sends there: %s"
                    .formatted(event.topic(), partition, WHAT_TO_DO));
        }
        return true;
    }
}
