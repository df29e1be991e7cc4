package io.loadstream.engine.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.Topic;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateRestoreTest {

    private static final TopicPartition SOURCE = new TopicPartition(Topic.FLIGHT_STATE, 0);

    private final MockConsumer<byte[], byte[]> state = new MockConsumer<>("earliest");
    private final StateRestore restore = new StateRestore(state, 0);

    @BeforeEach
    void begin() {
        state.updateBeginningOffsets(Map.of(SOURCE, 0L));
    }

    @Test
    void stopDoesNotWaitForTheRestOfTheState() {
        // Given
        AtomicInteger pieces = new AtomicInteger();

        // Then
        assertThatThrownBy(() -> restore.read(1_000_000, () -> {
                    if (pieces.incrementAndGet() == 3) {
                        throw new WakeupException();
                    }
                }))
                .isInstanceOf(WakeupException.class);
    }

    @Test
    void stateOfAnotherVersionLeadsToHowItIsStartedOver() {
        // Given
        state.schedulePollTask(() -> state.addRecord(
                new ConsumerRecord<>(SOURCE.topic(), 0, 0, StateKeys.flight("BA1_2026-03-06"), new byte[] {99})));
        restore.read(1, () -> {});

        // Then
        assertThatThrownBy(() -> restore.into(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 99")
                .hasMessageContaining("Starting the engine's state over");
    }
}
