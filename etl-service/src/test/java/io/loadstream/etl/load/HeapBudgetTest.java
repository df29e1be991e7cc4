package io.loadstream.etl.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {

    private static final long MIB = 1 << 20;

    @Test
    void nobodyTakesMoreThanWhatIsLeftOfTheHeap() throws Exception {
        // Given: 176 MiB to share
        HeapBudget budget = new HeapBudget(256 * MIB);
        AtomicLong taken = new AtomicLong();
        AtomicLong most = new AtomicLong();

        // When
        List<Future<?>> shares = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 400; i++) {
                long bytes = (i % 3 == 0 ? 80 : 30) * MIB;
                shares.add(threads.submit(() -> budget.with(bytes, () -> {
                    most.accumulateAndGet(taken.addAndGet(bytes), Math::max);
                    Thread.yield();
                    return taken.addAndGet(-bytes);
                })));
            }
        }

        // Then
        for (Future<?> share : shares) {
            share.get();
        }
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(176 * MIB);
    }

    @Test
    void whoNeedsMoreThanThereIsTakesAllOfIt() {
        assertThat(new HeapBudget(64 * MIB).with(80 * MIB, () -> "done")).isEqualTo("done");
    }
}
