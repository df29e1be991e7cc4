package io.loadstream.generator.publish;

import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics that a simulation may have to itself. A second one on the topics of a first would sell the same flights again,
 * beside bookings that its own truth knows nothing of.
 */
public final class UnusedTopics {

    private UnusedTopics() {}

    /**
     * Refuses topics that hold a record, or ever held one: what was made of it elsewhere may still be there.
     *
     * @param topics all that a simulation writes to
     * @throws RunFailedException when any was written to
     */
    public static void require(Map<String, Object> kafka, Partitions topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        topics.counts().forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        });
        try (Admin admin = Admin.create(kafka)) {
            long records = admin.listOffsets(latest).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
            if (records > 0) {
                throw new RunFailedException(refusal(records));
            }
        } catch (ExecutionException e) {
            throw new RunFailedException(
                    "the ends of the topics cannot be read: " + e.getCause().getMessage()
                            + "; check the brokers, then start the run again",
                    e);
        }
    }

    private static String refusal(long records) {
        return "the topics hold a run already, finished or not (%,d records), and a second one on top would sell the same"
                        .formatted(records)
                + " flights again: continue it with loadstream.generator.continue, begin anew on topics, a lake and a warehouse that are empty, stay idle with loadstream.generator.mode,"
                + " or ask for a second one with loadstream.generator.on-top";
    }
}
