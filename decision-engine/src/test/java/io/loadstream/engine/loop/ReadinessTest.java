package io.loadstream.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private long now = Duration.ofDays(1).toNanos();
    private final Pulse pulse = new Pulse(() -> now);
    private final Readiness readiness = new Readiness(() -> now, pulse);

    @Test
    void engineIsUnreadyFromItsStartUntilItsStateIsThereHoweverOftenItSaysThatItIsNot() {
        // When
        pass(Duration.ofSeconds(20));
        readiness.set(false);
        pass(Duration.ofSeconds(25));

        // Then
        assertThat(readiness.unreadySeconds()).isEqualTo(45);
        readiness.set(true);
        assertThat(readiness.unreadySeconds()).isZero();
    }

    @Test
    void timeWithoutPartitionsCountsAnewEachTime() {
        // Given
        readiness.set(true);
        pass(Duration.ofMinutes(5));

        // When
        readiness.set(false);
        pass(Duration.ofSeconds(7));

        // Then
        assertThat(readiness.unreadySeconds()).isEqualTo(7);
    }

    @Test
    void threadThatStandsStillCannotDecideThoughItsStateIsThere() {
        // Given
        readiness.set(true);
        pulse.beat();

        // When
        now += Duration.ofSeconds(9).toNanos();
        double soon = readiness.unreadySeconds();
        now += Duration.ofSeconds(81).toNanos();

        // Then
        assertThat(soon).isZero();
        assertThat(readiness.unreadySeconds()).isEqualTo(90);
        pulse.beat();
        assertThat(readiness.unreadySeconds()).isZero();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        pulse.beat();
    }
}
