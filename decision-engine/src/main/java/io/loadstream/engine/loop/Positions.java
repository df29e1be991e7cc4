package io.loadstream.engine.loop;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.flight.StateBytes;
import io.loadstream.domain.flight.StateInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far one partition's input topics have been applied: the offset after the last record of each. */
final class Positions {

    /** Before the first record of a topic. */
    static final long NONE = -1;

    static final List<Topic> TOPICS = Topic.inputs();

    private final int partition;
    private final TopicPartition[] sources;
    private final long[] next;

    Positions(int partition) {
        this.partition = partition;
        this.sources = TOPICS.stream()
                .map(topic -> new TopicPartition(topic.topicName(), partition))
                .toArray(TopicPartition[]::new);
        this.next = new long[sources.length];
        Arrays.fill(next, NONE);
    }

    static Positions committed(int partition, Map<TopicPartition, OffsetAndMetadata> committed) {
        Positions positions = new Positions(partition);
        for (int i = 0; i < positions.next.length; i++) {
            OffsetAndMetadata offset = committed.get(positions.sources[i]);
            positions.next[i] = offset == null ? NONE : offset.offset();
        }
        return positions;
    }

    int partition() {
        return partition;
    }

    TopicPartition source(int topic) {
        return sources[topic];
    }

    List<TopicPartition> sources() {
        return List.of(sources);
    }

    void applied(int topic, long offset) {
        next[topic] = offset + 1;
    }

    /** Records that were applied, those that were there before the first of them included: it only grows. */
    long total() {
        long total = 0;
        for (long offset : next) {
            total += Math.max(0, offset);
        }
        return total;
    }

    void putInto(Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (int i = 0; i < next.length; i++) {
            if (next[i] != NONE) {
                offsets.put(sources[i], new OffsetAndMetadata(next[i]));
            }
        }
    }

    void write(StateBytes out) {
        for (long offset : next) {
            out.whole(offset);
        }
    }

    static Positions read(int partition, StateInput in) {
        Positions positions = new Positions(partition);
        for (int i = 0; i < positions.next.length; i++) {
            positions.next[i] = in.whole();
        }
        return positions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Positions that && partition == that.partition && Arrays.equals(next, that.next);
    }

    @Override
    public int hashCode() {
        return 31 * partition + Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < next.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(sources[i])
                    .append(" at ")
                    .append(next[i] == NONE ? "start" : next[i]);
        }
        return text.toString();
    }
}
