package io.loadstream.domain.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VelocityTest {

    @Test
    void decayFollowsTheExponentialToElevenDigits() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long micros = (long) (random.nextDouble() * 50 * Micros.PER_DAY);
            double exact = Math.pow(2, -(double) micros / Micros.PER_DAY);
            assertThat(Velocity.decayed(1, micros)).isCloseTo(exact, within(exact * 1e-11));
        }
    }

    @Test
    void nothingIsLeftAfterMonths() {
        assertThat(Velocity.decayed(1_000_000, 61 * Micros.PER_DAY)).isZero();
        assertThat(Velocity.decayed(1_000_000, 1_000 * Micros.PER_DAY)).isZero();
    }
}
