package io.loadstream.generator.source;

import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * To which partition a record goes: the one that it names, else the one of its key, as the producer finds it.
 *
 * @param counts partitions of each topic, by its name
 */
public record Partitions(Map<String, Integer> counts) {

    public Partitions {
        counts = Map.copyOf(counts);
    }

    public int of(OutgoingEvent event) {
        return event.partition() != null ? event.partition() : ofKey(event.key(), count(event.topic()));
    }

    public int count(String topic) {
        return counts.get(topic);
    }

    /** Partitions of every topic; 0 when the topics differ in that. */
    public int countOfEvery() {
        return counts.values().stream().distinct().count() == 1
                ? counts.values().iterator().next()
                : 0;
    }

    /** @param count partitions of the topic */
    public static int ofKey(byte[] key, int count) {
        return BuiltInPartitioner.partitionForKey(key, count);
    }
}
