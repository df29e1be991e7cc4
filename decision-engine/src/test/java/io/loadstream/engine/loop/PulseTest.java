package io.loadstream.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Pulse pulse = new Pulse(nanos::get);

    @Test
    void longRestoreThatGoesOnPieceByPieceIsNoStandstill() {
        // When
        for (int piece = 0; piece < 100; piece++) {
            nanos.addAndGet(Pulse.LONGEST_SILENCE.toNanos());
            assertThat(pulse.lost()).isNull();
            pulse.beat();
        }

        // Then
        assertThat(pulse.lost()).isNull();
    }

    @Test
    void threadThatStandsStillOrHasEndedIsTold() {
        // When
        nanos.addAndGet(Pulse.LONGEST_SILENCE.toNanos() + 1);

        // Then
        assertThat(pulse.lost()).isEqualTo("the thread that decides has stood still for 300 s");

        // And when
        pulse.beat();
        pulse.end();

        // Then
        assertThat(pulse.lost()).isEqualTo("the thread that decides has ended");
    }
}
