package io.loadstream.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DecisionTailTest {

    @Test
    void decisionsOfSeveralPartitionsAreToldByTimeAndThoseOfOneInTheirOrder() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> read = List.of(
                record(0, 0, 1_000),
                record(0, 1, 5_000),
                record(0, 2, 4_000),
                record(1, 0, 2_000),
                record(1, 1, 4_500),
                record(1, 2, 6_000));

        // Then
        assertThat(DecisionTail.inOrder(read))
                .extracting(record -> record.partition() + "-" + record.offset())
                .containsExactly("0-0", "1-0", "1-1", "0-1", "0-2", "1-2");
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long at) {
        return new ConsumerRecord<>(
                "promo_decisions",
                partition,
                offset,
                at,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
    }
}
