package io.loadstream.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LakeLoadTest {

    private static final long MIB = 1 << 20;

    @Test
    void aSmallHeapHasFewerWorkersThanConnections() {
        assertThat(LakeLoad.workers(4, 64 * MIB)).isEqualTo(1);
        assertThat(LakeLoad.workers(4, 256 * MIB)).isEqualTo(2);
        assertThat(LakeLoad.workers(4, 512 * MIB)).isEqualTo(4);
    }
}
