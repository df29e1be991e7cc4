package io.loadstream.engine.loop;

import io.loadstream.domain.event.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * One life of the clients, from joining the group to the first failure or the stop: poll, apply, commit. State lives no
 * longer than its session, so an aborted transaction leaves nothing behind.
 */
final class Session {

    private static final Duration NOW = Duration.ZERO;
    private static final long LAG_EVERY_NANOS = 1_000_000_000;

    private final Consumer<byte[], ByteBuffer> consumer;
    private final TransactionOutput output;
    private final Assignment assignment;
    private final Tally tally;
    private final LoopObserver observer;
    private final Duration maxWait;
    private final int maxRecords;
    private final int maxQueued;
    private final Map<String, Integer> topics = new HashMap<>();
    private final Map<TopicPartition, Boolean> lagging = new HashMap<>();
    private long lagObserved = System.nanoTime();

    /**
     * @param maxWait for records when none are there
     * @param maxRecords that one transaction takes in
     * @param maxQueued records of one topic partition that may wait for those of another topic
     */
    Session(
            Consumer<byte[], ByteBuffer> consumer,
            TransactionOutput output,
            Assignment assignment,
            Tally tally,
            LoopObserver observer,
            Duration maxWait,
            int maxRecords,
            int maxQueued) {
        this.consumer = consumer;
        this.output = output;
        this.assignment = assignment;
        this.tally = tally;
        this.observer = observer;
        this.maxWait = maxWait;
        this.maxRecords = maxRecords;
        this.maxQueued = maxQueued;
        for (int i = 0; i < Positions.TOPICS.size(); i++) {
            topics.put(Positions.TOPICS.get(i).topicName(), i);
        }
    }

    void join() {
        consumer.subscribe(Positions.TOPICS.stream().map(Topic::topicName).toList(), assignment);
    }

    Assignment assignment() {
        return assignment;
    }

    private void observeLag() {
        if (System.nanoTime() - lagObserved < LAG_EVERY_NANOS) {
            return;
        }
        lagObserved = System.nanoTime();
        tellLag(System.currentTimeMillis());
    }

    void tellLag(long now) {
        long waiting = 0;
        long since = now;
        for (PartitionTask task : assignment.tasks()) {
            long onBroker = onBroker(task);
            waiting += onBroker + task.queued();
            // One that stands still beside others that flow must show.
            since = Math.min(since, task.waitsSince(onBroker > 0, now));
        }
        observer.lag(waiting, (now - since) / 1e3);
    }

    /** Records of its topics that have not been polled. */
    private long onBroker(PartitionTask task) {
        long records = 0;
        for (TopicPartition source : task.positions().sources()) {
            records += consumer.currentLag(source).orElse(0);
        }
        return records;
    }

    /**
     * Polls once and commits what came of it; answers how many records were applied.
     *
     * @param hurry whether something else waits, so that there is no time to wait for records
     */
    int step(boolean hurry) {
        lagging.clear();
        enqueue(consumer.poll(hurry || !readyTasks().isEmpty() ? NOW : maxWait));
        // Of a topic that was at its end before, a part may have been polled now, with more behind it.
        lagging.clear();
        observeLag();
        List<PartitionTask> ready = readyTasks();
        return ready.isEmpty() ? 0 : transact(ready);
    }

    void abort() {
        output.abort();
    }

    private void enqueue(ConsumerRecords<byte[], ByteBuffer> polled) {
        for (TopicPartition source : polled.partitions()) {
            List<ConsumerRecord<byte[], ByteBuffer>> records = polled.records(source);
            PartitionTask task = assignment.task(source.partition());
            int topic = topics.get(source.topic());
            task.add(topic, records);
            if (task.queued(topic) > maxQueued) {
                consumer.pause(List.of(source));
            }
        }
    }

    private List<PartitionTask> readyTasks() {
        List<PartitionTask> ready = new ArrayList<>();
        for (PartitionTask task : assignment.tasks()) {
            if (task.isReady(this::mayHaveMore)) {
                ready.add(task);
            }
        }
        return ready;
    }

    private boolean mayHaveMore(TopicPartition source) {
        Boolean known = lagging.get(source);
        if (known == null) {
            known = consumer.currentLag(source).orElse(1) > 0;
            lagging.put(source, known);
        }
        return known;
    }

    private int transact(List<PartitionTask> ready) {
        long started = System.nanoTime();
        int records = 0;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        output.begin();
        int left = ready.size();
        for (PartitionTask task : ready) {
            // What one partition leaves of its share is there for the next.
            int share = Math.max(1, (maxRecords - records) / left--);
            records += task.apply(output, this::mayHaveMore, share);
            task.writeState();
            task.positions().putInto(offsets);
        }
        long applied = System.nanoTime();
        output.commit(offsets, consumer.groupMetadata());
        long committed = System.nanoTime();
        observer.committed(new LoopObserver.Commit(
                records, applied - started, committed - applied, assignment.flights(), tally, output.takeNews()));
        tally.clear();
        resume();
        return records;
    }

    private void resume() {
        if (consumer.paused().isEmpty()) {
            return;
        }
        List<TopicPartition> drained = new ArrayList<>();
        for (TopicPartition source : consumer.paused()) {
            PartitionTask task = assignment.task(source.partition());
            if (task == null || task.queued(topics.get(source.topic())) <= maxQueued / 2) {
                drained.add(source);
            }
        }
        consumer.resume(drained);
    }
}
