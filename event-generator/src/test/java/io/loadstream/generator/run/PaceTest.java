package io.loadstream.generator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

    @Test
    void eventIsDueWhenItsShareOfRealTimeHasPassed() {
        // Given sixty event seconds a second, from the event of second 100 on
        Pace pace = new Pace(60, nanos::get);
        assertThat(pace.isDue(100 * SECOND)).isTrue();

        // When
        passSeconds(1);

        // Then
        assertThat(pace.isDue(160 * SECOND)).isTrue();
        assertThat(pace.isDue(161 * SECOND)).isFalse();
    }

    @Test
    void speedZeroNeverWaits() {
        // Given
        Pace pace = new Pace(0, nanos::get);

        // When / Then
        assertThat(pace.isDue(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void changedSpeedCountsFromNowOn() {
        // Given
        Pace pace = new Pace(60, nanos::get);
        pace.isDue(0);
        passSeconds(1);

        // When
        pace.changeSpeed(1);
        passSeconds(10);

        // Then
        assertThat(pace.isDue(70 * SECOND)).isTrue();
        assertThat(pace.isDue(71 * SECOND)).isFalse();
    }

    @Test
    void pauseHoldsTheClock() {
        // Given
        Pace pace = new Pace(1, nanos::get);
        pace.isDue(0);
        passSeconds(2);

        // When
        pace.pause();
        passSeconds(100);

        // Then
        assertThat(pace.isDue(0)).isFalse();
        pace.resume();
        assertThat(pace.isDue(2 * SECOND)).isTrue();
        assertThat(pace.isDue(3 * SECOND)).isFalse();
    }

    @Test
    void stopEndsTheWaiting() throws InterruptedException {
        // Given
        Pace pace = new Pace(1, nanos::get);
        pace.isDue(0);

        // When
        pace.stop();

        // Then
        assertThat(pace.awaitDue(1000 * SECOND)).isFalse();
    }

    @Test
    void negativeSpeedIsRefused() {
        // When / Then
        assertThatThrownBy(() -> new Pace(-1, nanos::get)).hasMessage("speed must be 0 or a positive number: -1.0");
    }

    private void passSeconds(long seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
