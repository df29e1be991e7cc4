package io.loadstream.archiver;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the archiver asks the broker beside records. Safe for use by many threads. */
final class Broker implements AutoCloseable {

    private final Admin admin;
    private final String groupId;

    Broker(Map<String, Object> configuration, String groupId) {
        this.admin = Admin.create(configuration);
        this.groupId = groupId;
    }

    /** The topics among {@code wanted} that do not exist. */
    List<String> missing(Collection<String> wanted) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        return wanted.stream().filter(topic -> !existing.contains(topic)).toList();
    }

    /** The topic's id: another one once it has been deleted and made again. Empty when there is no such topic now. */
    Optional<String> topicId(String topic) throws ExecutionException, InterruptedException {
        try {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the group has committed; {@code null} when nothing. */
    OffsetAndMetadata committed(TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(
                        Map.of(groupId, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))))
                .partitionsToOffsetAndMetadata(groupId)
                .get()
                .get(partition);
    }

    long earliest(TopicPartition partition) throws ExecutionException, InterruptedException {
        return offset(partition, OffsetSpec.earliest());
    }

    /** One past the newest record, open transactions included. */
    long end(TopicPartition partition) throws ExecutionException, InterruptedException {
        return offset(partition, OffsetSpec.latest());
    }

    /**
     * Returns once the leaders of all these partitions, or with none of them any broker, have answered.
     *
     * @throws ExecutionException when one has not within the limit
     */
    void answer(Collection<TopicPartition> partitions, Duration limit) throws ExecutionException, InterruptedException {
        int millis = Math.toIntExact(limit.toMillis());
        if (partitions.isEmpty()) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .nodes()
                    .get();
        } else {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
            admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(millis))
                    .all()
                    .get();
        }
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
