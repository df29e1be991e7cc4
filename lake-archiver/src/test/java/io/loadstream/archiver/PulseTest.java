package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

    private final AtomicLong nanos = new AtomicLong(-1_000);
    private final Pulse pulse = new Pulse(nanos::get);

    @Test
    void threadThatStandsStillIsLostUntilItGoesOn() {
        // When
        nanos.addAndGet(Pulse.LONGEST_SILENCE.toNanos());
        boolean atTheLimit = pulse.isLost();
        nanos.incrementAndGet();

        // Then
        assertThat(atTheLimit).isFalse();
        assertThat(pulse.isLost()).isTrue();
        pulse.beat();
        assertThat(pulse.isLost()).isFalse();
    }
}
