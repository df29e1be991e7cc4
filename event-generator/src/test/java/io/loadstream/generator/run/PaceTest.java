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
        assertThat(isDue(pace, 100 * SECOND)).isTrue();

        // When
        passSeconds(1);

        // Then
        assertThat(isDue(pace, 160 * SECOND)).isTrue();
        assertThat(isDue(pace, 161 * SECOND)).isFalse();
    }

    @Test
    void speedZeroNeverWaits() {
        // Given
        Pace pace = new Pace(0, nanos::get);

        // When / Then
        assertThat(isDue(pace, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void aSliceIsAWeekAtMostHoweverFastTheClock() {
        assertThat(new Pace(1, nanos::get).slice()).isEqualTo(10_000);
        assertThat(new Pace(1e15, nanos::get).slice())
                .isEqualTo(new Pace(Double.MAX_VALUE, nanos::get).slice())
                .isEqualTo(new Pace(0, nanos::get).slice())
                .isEqualTo(7 * 24 * 3600 * SECOND);
    }

    @Test
    void changedSpeedCountsFromNowOn() {
        // Given
        Pace pace = new Pace(60, nanos::get);
        isDue(pace, 0);
        passSeconds(1);

        // When
        pace.changeSpeed(1);
        passSeconds(10);

        // Then
        assertThat(isDue(pace, 70 * SECOND)).isTrue();
        assertThat(isDue(pace, 71 * SECOND)).isFalse();
    }

    @Test
    void pauseHoldsTheClock() {
        // Given
        Pace pace = new Pace(1, nanos::get);
        isDue(pace, 0);
        passSeconds(2);

        // When
        pace.pause();
        passSeconds(100);

        // Then
        assertThat(isDue(pace, 0)).isFalse();
        pace.resume();
        assertThat(isDue(pace, 2 * SECOND)).isTrue();
        assertThat(isDue(pace, 3 * SECOND)).isFalse();
    }

    @Test
    void stopEndsTheWaiting() throws InterruptedException {
        // Given
        Pace pace = new Pace(1, nanos::get);
        isDue(pace, 0);

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

    private static boolean isDue(Pace pace, long eventMicros) {
        return pace.dueUntil(eventMicros) >= eventMicros;
    }
}
