package io.loadstream.engine.loop;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The ends of partitions as the broker has them now, with what open transactions wrote. */
final class HighWatermarks {

    private static final long TIMEOUT_SECONDS = 60;

    private final Admin admin;

    HighWatermarks(Admin admin) {
        this.admin = admin;
    }

    long of(TopicPartition partition) {
        try {
            // The admin client reads uncommitted unless it is told otherwise.
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the end of " + partition + " cannot be found", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the end of " + partition, e);
        }
    }
}
