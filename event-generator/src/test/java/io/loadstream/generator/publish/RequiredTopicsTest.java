package io.loadstream.generator.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequiredTopicsTest {

    @Test
    void brokerWhoseNameIsUnknownIsWaitedForAsPatientlyAsTopicsAre() {
        // Given
        Map<String, Object> kafka = Map.of("bootstrap.servers", "no-such-broker.invalid:9092");
        AtomicInteger tries = new AtomicInteger();

        // Then
        assertThatThrownBy(() -> RequiredTopics.await(kafka, List.of("bookings"), Duration.ofMillis(300), () -> {
                    tries.incrementAndGet();
                    return false;
                }))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("No resolvable bootstrap urls");
        assertThat(tries.get()).isGreaterThan(1);
    }
}
