package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogarithmTest {

    @Test
    void isTheLogarithmOfAnyDraw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            double u = random.nextDouble() * Math.pow(0.5, random.nextInt(50)) + 0x1.0p-54;
            double exact = StrictMath.log(u);
            assertThat(Logarithm.of(u)).isCloseTo(exact, within(1e-14 * Math.max(1, -exact)));
        }
        assertThat(Logarithm.of(1 - 0x1.0p-53)).isLessThan(1e-15);
    }
}
