package io.loadstream.local.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetsTest {

    @Test
    void sameOffsetsAreEqual() {
        assertThat(seen(0, 1, 5).sameAs(seen(0, 1, 5))).isTrue();
    }

    @Test
    void missingOffsetIsFoundEvenWhenTheCountAndTheLastAgree() {
        assertThat(seen(0, 1, 5).sameAs(seen(0, 2, 5))).isFalse();
    }

    @Test
    void offsetThatComesAgainIsADuplicateAndIsNotCounted() {
        Offsets twice = seen(0, 1, 1);

        assertThat(twice.duplicates()).isEqualTo(1);
        assertThat(twice.count()).isEqualTo(2);
    }

    @Test
    void partitionsAreKeptApart() {
        Offsets one = seen(0);
        Offsets other = new Offsets();
        other.add(1, 0);

        assertThat(one.sameAs(other)).isFalse();
    }

    private static Offsets seen(long... offsets) {
        Offsets seen = new Offsets();
        for (long offset : offsets) {
            seen.add(0, offset);
        }
        return seen;
    }
}
