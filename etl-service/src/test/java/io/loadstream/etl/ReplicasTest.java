package io.loadstream.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.embedded.EmbeddedParts;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.etl.run.EtlRunner;
import io.loadstream.etl.run.RunReport;
import io.loadstream.etl.warehouse.Warehouse;
import io.loadstream.lake.LakeStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Of all replicas one runs. The other one is a second runner with a state and connections of its own, or is played by a
 * connection that holds the lock on the run.
 */
@QuarkusTest
@QuarkusTestResource(WarehouseParts.class)
class ReplicasTest {

    private static final String RUN_LOCK = "locktype = 'advisory' AND granted AND classid = x'10ad0001'::bigint::oid";
    private static final String WAITING =
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'relation'";

    EmbeddedParts parts;

    @Inject
    EtlRunner runner;

    @Inject
    BeanManager beans;

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
            CompletableFuture<Optional<RunReport>> scheduled = runner.run(RunReport.Trigger.SCHEDULE);
            CompletableFuture<Optional<RunReport>> requested = runner.run(RunReport.Trigger.REQUEST);

            // Then the request, which came while the scheduled run was about to give way, does not
            assertThat(scheduled.join()).isEmpty();
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

    @Test
    void twoReplicasThatRunAllTheTimeTakeTurnsAndLoadEachEventOnce() throws SQLException {
        // Given
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        List<EtlRunner> replicas = List.of(runner, anotherRunner());
        List<Event> events = SampleFlights.events(21, 10);
        int ran = 0;

        // When
        for (List<Event> portion : portions(events, 10)) {
            append(lake, portion);
            List<CompletableFuture<Optional<RunReport>>> runs = replicas.stream()
                    .map(replica -> replica.run(RunReport.Trigger.SCHEDULE))
                    .toList();
            for (CompletableFuture<Optional<RunReport>> run : runs) {
                ran += run.join().map(report -> 1).orElse(0);
            }
        }
        replicas.getLast().run(RunReport.Trigger.REQUEST).join();

        // Then
        assertThat(ran).isGreaterThanOrEqualTo(10);
        assertThat(one("SELECT string_agg(DISTINCT status, ' ') FROM dw.etl_run"))
                .isEqualTo("SUCCEEDED");
        assertThat(one("SELECT count(*) FROM dw.etl_run a JOIN dw.etl_run b ON b.run_id > a.run_id"
                        + " AND b.started_at < a.finished_at"))
                .isEqualTo("0");
        assertThat(one("SELECT sum(events) FROM dw.load_offset")).isEqualTo("" + events.size());
        assertIsAsRebuilt();
    }

    @Test
    void aReplicaThatLosesTheLockInMidRunLoadsNothingThatTheNextOneLoads() throws Exception {
        // Given a run that waits in the middle of its transaction
        TestLake lake = EmptyWarehouse.with(store, parts.get(EmbeddedPostgres.class));
        List<Event> events = SampleFlights.events(22, 4);
        append(lake, events);
        CompletableFuture<Optional<RunReport>> first;
        CompletableFuture<Optional<RunReport>> second;
        try (Connection other = parts.get(EmbeddedPostgres.class).connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE dw.fact_booking IN EXCLUSIVE MODE");
            first = runner.run(RunReport.Trigger.REQUEST);
            Awaitility.await().until(() -> one(WAITING).equals("t"));

            // When its lock's connection dies, and another replica begins
            assertThat(one("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE " + RUN_LOCK))
                    .isEqualTo("1");
            second = anotherRunner().run(RunReport.Trigger.REQUEST);
            Awaitility.await()
                    .until(() -> one("SELECT count(*) FROM pg_locks WHERE " + RUN_LOCK)
                            .equals("1"));
            other.rollback();
        }
        first.join();
        second.join();

        // Then
        assertThat(runner.run(RunReport.Trigger.REQUEST).join().orElseThrow().status())
                .isEqualTo(RunReport.Status.SUCCEEDED);
        assertThat(one("SELECT sum(events) FROM dw.load_offset")).isEqualTo("" + events.size());
        assertIsAsRebuilt();
    }

    private void assertIsAsRebuilt() throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            Map<String, List<String>> loaded = Dump.of(connection, "dw");
            assertThat(loaded.get("fact_booking")).isNotEmpty();
            assertThat(runner.rebuild().join().orElseThrow().status()).isEqualTo(RunReport.Status.SUCCEEDED);
            assertThat(loaded).isEqualTo(Dump.of(connection, "dw"));
        }
    }

    /** As in another process: only what does not change is shared. */
    @SuppressWarnings("unchecked")
    private EtlRunner anotherRunner() {
        Bean<EtlRunner> bean = (Bean<EtlRunner>) beans.resolve(beans.getBeans(EtlRunner.class));
        return bean.create(beans.createCreationalContext(bean));
    }

    private static void append(TestLake lake, List<Event> events) {
        for (Topic topic : Topic.values()) {
            List<Event> ofTopic =
                    events.stream().filter(event -> event.topic() == topic).toList();
            if (!ofTopic.isEmpty()) {
                lake.append(ofTopic);
            }
        }
    }

    private static List<List<Event>> portions(List<Event> events, int count) {
        int size = (events.size() + count - 1) / count;
        return IntStream.range(0, count)
                .mapToObj(
                        i -> events.subList(Math.min(i * size, events.size()), Math.min((i + 1) * size, events.size())))
                .toList();
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = parts.get(EmbeddedPostgres.class).connect()) {
            return Dump.strings(connection, sql).getFirst();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
