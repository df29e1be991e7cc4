package io.loadstream.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.etl.run.EtlRunner;
import io.loadstream.etl.run.RunReport;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Of all replicas one runs. The other one is played by a second connection that holds the lock on the run. */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class ReplicasTest {

    @Inject
    EtlRunner runner;

    @Inject
    Warehouse warehouse;

    @Inject
    LakeStore store;

    @Test
    void whileAnotherReplicaRunsTheScheduleLeavesItTheTurnAndARequestWaits() throws InterruptedException {
        // Given
        TestLake.empty(store);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Boolean> other = new AtomicReference<>();
        Thread replica = Thread.ofPlatform()
                .start(() -> other.set(warehouse.ifOnlyRun(() -> {
                    running.countDown();
                    await(ended);
                })));
        running.await();
        try {
            // When
            Optional<RunReport> scheduled =
                    runner.run(RunReport.Trigger.SCHEDULE).join();
            CompletableFuture<Optional<RunReport>> requested = runner.run(RunReport.Trigger.REQUEST);

            // Then
            assertThat(scheduled).isEmpty();
            assertThat(warehouse.ifOnlyRun(() -> {})).isFalse();
            assertThat(requested).isNotDone();

            // When the other one is done
            ended.countDown();

            // Then
            assertThat(requested.join().orElseThrow().status()).isEqualTo(RunReport.Status.SUCCEEDED);
        } finally {
            ended.countDown();
            replica.join();
        }
        assertThat(other.get()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
