package io.loadstream.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.generator.TopicContents;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.simulate.ChaosCounts;
import io.loadstream.generator.simulate.Lanes;
import io.loadstream.generator.simulate.SimulationSource;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.Partitions;
import io.loadstream.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
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
    void partitionsHoldTheSameBytesInTheSameOrderWithOneThreadOrEightAndAtAnySpeed() {
        // Given what one market sends that knows of no partitions
        play(pace -> List.of(new SimulationSource(Market.of(SCENARIO), null)), NO_WAITING);
        Map<String, List<String>> once = contents();

        // When the same scenario is sent three times more, to the same topics
        play(pace -> lanes(1, pace), NO_WAITING);
        play(pace -> lanes(8, pace), NO_WAITING);
        play(pace -> lanes(8, pace), FAST);

        // Then
        assertThat(once.keySet())
                .anyMatch(partition -> partition.startsWith("bookings-"))
                .hasSizeGreaterThan(20);
        Map<String, List<String>> all = contents();
        assertThat(all.keySet()).isEqualTo(once.keySet());
        once.forEach((partition, first) -> {
            List<String> four = new ArrayList<>();
            for (int time = 1; time <= 4; time++) {
                four.addAll(first);
            }
            assertThat(all.get(partition)).as(partition).isEqualTo(four);
        });
    }

    private static List<EventSource> lanes(int lanes, Pace pace) {
        Map<String, Integer> counts = TOPICS.stream().collect(Collectors.toMap(topic -> topic, topic -> PARTITIONS));
        return Lanes.of(SCENARIO, new Partitions(counts), lanes, pace::slice, new ChaosCounts());
    }

    private static void play(Function<Pace, List<EventSource>> opening, double speed) {
        Pace pace = new Pace(speed, System::nanoTime);
        try (ExecutorService threads = Executors.newCachedThreadPool();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            Run run = new Run(() -> opening.apply(pace), new EventPublisher(producer, Tracing.OFF), pace, 200);
            RunState end = run.play(threads).await().atMost(Duration.ofSeconds(30));
            assertThat(end).as(run.error()).isEqualTo(RunState.FINISHED);
        }
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
