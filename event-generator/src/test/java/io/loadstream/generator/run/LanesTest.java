package io.loadstream.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.generator.TopicContents;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.simulate.SimulationSource;
import io.loadstream.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One scenario, sent to a broker by one thread or by several that share its partitions. */
class LanesTest {

    private static final int PARTITIONS = 12;

    private static final double NO_WAITING = 0;

    /** The scenario's 71 days in about 2 s. */
    private static final double FAST = 3_000_000;

    private static final List<String> TOPICS =
            List.of("flight_lifecycle", "bookings", "seat_inventory", "simulation_truth");

    private static final Scenario SCENARIO = ScenarioReader.preset("small").withDays(1);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.inThisJvm();
        kafka.create(TopicPlan.ofContract(PARTITIONS));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void partitionsHoldTheSameBytesInTheSameOrderWithOneThreadOrEightAndAtAnySpeed() throws InterruptedException {
        // When the same scenario is sent three times, to the same topics
        send(1, NO_WAITING);
        Map<String, List<String>> once = contents();
        send(8, NO_WAITING);
        send(8, FAST);

        // Then
        assertThat(once.keySet())
                .anyMatch(partition -> partition.startsWith("bookings-"))
                .hasSizeGreaterThan(20);
        Map<String, List<String>> all = contents();
        assertThat(all.keySet()).isEqualTo(once.keySet());
        once.forEach((partition, first) -> {
            List<String> three = new ArrayList<>();
            for (int time = 1; time <= 3; time++) {
                three.addAll(first);
            }
            assertThat(all.get(partition)).as(partition).isEqualTo(three);
        });
    }

    private static void send(int lanes, double speed) throws InterruptedException {
        List<RunState> ends = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int mine = lane;
            threads.add(Thread.ofPlatform().start(() -> {
                RunState end = play(Market.of(SCENARIO, flight -> partitionOf(flight) % lanes == mine), speed);
                synchronized (ends) {
                    ends.add(end);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ends).hasSize(lanes).containsOnly(RunState.FINISHED);
    }

    private static RunState play(Market market, double speed) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Run run = new Run(
                    () -> new SimulationSource(market, null),
                    new EventPublisher(producer, Tracing.OFF),
                    new Pace(speed, System::nanoTime),
                    200);
            return run.play(Runnable::run).await().atMost(Duration.ofSeconds(30));
        }
    }

    private static int partitionOf(String flight) {
        return BuiltInPartitioner.partitionForKey(flight.getBytes(StandardCharsets.UTF_8), PARTITIONS);
    }

    private static Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new TreeMap<>();
        for (String topic : TOPICS) {
            TopicContents.byPartition(kafka.bootstrapServers(), topic)
                    .forEach((partition, records) -> contents.put(topic + '-' + partition, records));
        }
        return contents;
    }
}
