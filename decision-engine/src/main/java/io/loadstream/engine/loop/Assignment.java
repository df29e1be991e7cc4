package io.loadstream.engine.loop;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.policy.Policy;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The partitions in hand. Called by the consumer inside {@code poll}, so never while a transaction is open.
 *
 * <p>On assignment, the group's committed offsets are asked for first: the answer waits until no transaction that would
 * move them is pending, and from then on no older owner can commit one. Only then is the state's high watermark taken,
 * which therefore covers all that older owners committed.
 *
 * <p>What is revoked is kept aside until the next assignment: when it comes back with nothing applied by others in
 * between, it is as good as new.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(Assignment.class);

    private final Consumer<byte[], ByteBuffer> input;
    private final Supplier<Consumer<byte[], byte[]>> stateConsumers;
    private final HighWatermarks highWatermarks;
    private Policy policy;
    private final Bounds bounds;
    private final LoopTools tools;
    private final LoopObserver observer;
    private final Runnable goOn;

    private final Map<Integer, PartitionTask> tasks = new TreeMap<>();
    private final Map<Integer, PartitionTask> aside = new HashMap<>();

    /** @param goOn called between two pieces of a restore; throws when it is to end */
    Assignment(
            Consumer<byte[], ByteBuffer> input,
            Supplier<Consumer<byte[], byte[]>> stateConsumers,
            HighWatermarks highWatermarks,
            Policy policy,
            Bounds bounds,
            LoopTools tools,
            LoopObserver observer,
            Runnable goOn) {
        this.input = input;
        this.stateConsumers = stateConsumers;
        this.highWatermarks = highWatermarks;
        this.policy = policy;
        this.bounds = bounds;
        this.tools = tools;
        this.observer = observer;
        this.goOn = goOn;
    }

    /** Puts the policy in force for all partitions in hand and all to come. */
    void policy(Policy now) {
        policy = now;
        tasks.values().forEach(task -> task.policy(now));
        aside.values().forEach(task -> task.policy(now));
    }

    Collection<PartitionTask> tasks() {
        return tasks.values();
    }

    PartitionTask task(int partition) {
        return tasks.get(partition);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        for (int partition : numbers(revoked)) {
            PartitionTask task = tasks.remove(partition);
            if (task != null) {
                task.dropQueued();
                aside.put(partition, task);
            }
        }
        observer.assigned(tasks.keySet(), false);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        tasks.clear();
        aside.clear();
        observer.assigned(tasks.keySet(), false);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Set<Integer> partitions = numbers(assigned);
        if (!partitions.isEmpty()) {
            observer.assigned(tasks.keySet(), false);
            restore(partitions, sources(partitions, assigned));
        }
        aside.clear();
        observer.assigned(tasks.keySet(), true);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> sources) {
        Set<Integer> numbers = new TreeSet<>();
        sources.forEach(source -> numbers.add(source.partition()));
        return numbers;
    }

    private static Set<TopicPartition> sources(Set<Integer> partitions, Collection<TopicPartition> assigned) {
        Set<TopicPartition> wanted = new HashSet<>();
        for (int partition : partitions) {
            for (Topic topic : Positions.TOPICS) {
                wanted.add(new TopicPartition(topic.topicName(), partition));
            }
        }
        if (!wanted.equals(new HashSet<>(assigned))) {
            throw new IllegalStateException(
                    "the input topics must have equally many partitions; assigned were " + assigned);
        }
        return wanted;
    }

    private void restore(Set<Integer> partitions, Set<TopicPartition> sources) {
        long started = System.nanoTime();
        long records = 0;
        int kept = 0;
        Map<TopicPartition, OffsetAndMetadata> committed = input.committed(sources);
        try (Consumer<byte[], byte[]> state = stateConsumers.get()) {
            for (int partition : partitions) {
                Positions positions = Positions.committed(partition, committed);
                PartitionTask parked = aside.remove(partition);
                if (parked != null && parked.positions().equals(positions)) {
                    tasks.put(partition, parked);
                    kept++;
                } else {
                    StateRestore restore = new StateRestore(state, partition);
                    restore.read(highWatermark(partition), goOn);
                    tasks.put(partition, restored(partition, positions, restore));
                    records += restore.records();
                }
            }
        }
        long millis = (System.nanoTime() - started) / 1_000_000;
        observer.restored(millis);
        LOG.infof(
                "Partitions %s: %d flights ready in %d ms, %d partitions as they were, the others from %d records",
                partitions, flights(), millis, kept, records);
    }

    private PartitionTask restored(int partition, Positions committed, StateRestore restore) {
        PartitionClock clock = restore.clock();
        Positions written = clock == null ? new Positions(partition) : clock.positions();
        if (!written.equals(committed)) {
            throw new IllegalStateException(
                    "state and offsets of partition %d disagree: the state was written after %s, the group stands %s. Offsets must not be moved by hand. %s"
                            .formatted(partition, written, committed, StateRestore.START_OVER));
        }
        PartitionTask task = new PartitionTask(partition, committed, policy, bounds, tools);
        restore.into(task.flights());
        return task;
    }

    /** As the broker has it now: asked without an isolation level, open transactions included. */
    private long highWatermark(int partition) {
        return highWatermarks.of(new TopicPartition(Topic.FLIGHT_STATE, partition));
    }

    long flights() {
        long flights = 0;
        for (PartitionTask task : tasks.values()) {
            flights += task.flights().size();
        }
        return flights;
    }
}
