package io.loadstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void aSecondsWorthMayComeAtOnceAndNoMore() {
        // Given
        Pace pace = new Pace(10, now::get);

        // When
        long admitted = IntStream.range(0, 50).filter(i -> pace.admits()).count();

        // Then
        assertThat(admitted).isEqualTo(10);
    }

    @Test
    void paceIsKeptAfterThat() {
        // Given
        Pace pace = new Pace(10, now::get);
        IntStream.range(0, 50).forEach(i -> pace.admits());

        // When
        now.addAndGet(300_000_000);

        // Then
        assertThat(IntStream.range(0, 50).filter(i -> pace.admits()).count()).isEqualTo(3);
    }

    @Test
    void silenceIsNotSavedUp() {
        // Given
        Pace pace = new Pace(10, now::get);

        // When
        now.addAndGet(3_600_000_000_000L);

        // Then
        assertThat(IntStream.range(0, 50).filter(i -> pace.admits()).count()).isEqualTo(10);
    }

    @Test
    void noPaceAtAllIsRefused() {
        assertThatThrownBy(() -> new Pace(0, now::get)).hasMessageContaining("requests-per-second");
    }
}
