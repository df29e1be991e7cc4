package io.loadstream.generator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Chaos;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.generator.TopicContents;
import io.loadstream.generator.publish.AlreadySent;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.publish.SentTopics;
import io.loadstream.generator.simulate.ChaosCounts;
import io.loadstream.generator.simulate.ChaosSource;
import io.loadstream.generator.simulate.Lanes;
import io.loadstream.generator.simulate.SimulationSource;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.Partitions;
import io.loadstream.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContinuedRunTest {

    private static final List<String> TOPICS = Stream.concat(Topic.inputs().stream(), Stream.of(Topic.SIMULATION_TRUTH))
            .map(Topic::topicName)
            .toList();

    private static final Partitions PARTITIONS =
            new Partitions(TOPICS.stream().collect(Collectors.toMap(topic -> topic, topic -> 3)));

    private static final int SENT_BEFORE_THE_END = 2_000;

    private EmbeddedKafka kafka;
    private Map<String, Object> client;
    private long heldBefore;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.inThisJvm();
        kafka.create(TopicPlan.ofContract(3));
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void aRunThatDiedGoesOnToExactlyTheRecordsOfOneThatDidNot() throws InterruptedException {
        // Given all records of a run, in order, and a producer that dies with records in its hands
        Map<String, List<String>> all = played(run(1));
        sendAndDie(run(1), SENT_BEFORE_THE_END);

        // When it is asked to go on with another seed, and then with its own
        Run another = goOn(() -> run(2), () -> List.of(run(2)));
        Run same = goOn(() -> run(1), () -> List.of(run(1)));

        // Then
        assertThat(another.state()).isEqualTo(RunState.FAILED);
        assertThat(another.error()).contains("continue with the scenario and the seed that began it");
        assertThat(heldBefore).isBetween(1L, (long) SENT_BEFORE_THE_END);
        assertThat(same.error()).isNull();
        for (String topic : TOPICS) {
            Map<Integer, List<String>> partitions = TopicContents.byPartition(kafka.bootstrapServers(), topic);
            assertThat(partitions.values().stream().mapToInt(List::size).sum())
                    .isEqualTo(all.get(topic).size());
            for (List<String> partition : partitions.values()) {
                Set<String> here = new HashSet<>(partition);
                assertThat(partition)
                        .isEqualTo(
                                all.get(topic).stream().filter(here::contains).toList());
            }
        }
    }

    @Test
    void aRunOfTwoThreadsThatDiedGoesOnWithThreeToTheSameBytes() throws InterruptedException {
        // Given what a run of one thread sends, and one of two that died, the one thread far ahead of the other
        Map<String, List<String>> all = playedByPartition(lanes(1, 1).getFirst());
        sendAndDie(lanes(1, 2).get(0), 1_000);
        sendAndDie(lanes(1, 2).get(1), 20);

        // When
        Run run = goOn(() -> lanes(1, 1).getFirst(), () -> lanes(1, 3));

        // Then
        assertThat(run.state()).as(run.error()).isEqualTo(RunState.FINISHED);
        assertThat(contents()).isEqualTo(all);
    }

    @Test
    void aRunThatIsRefusedHasWrittenNothing() {
        // Given records in the partitions of the last of three threads only
        sendAndDie(lanes(1, 3).getLast(), 100);
        Map<String, List<String>> before = contents();

        Market noFlights = Market.of(ScenarioReader.preset("small").withDays(1), flight -> false);

        // When it is to go on with another seed, or as a run that has less to send
        Run another = goOn(() -> lanes(2, 1).getFirst(), () -> lanes(2, 3));
        Run none = goOn(() -> new SimulationSource(noFlights, null), () -> lanes(1, 3));

        // Then
        assertThat(another.error())
                .contains("is not what this run sends there: continue with the scenario and the seed");
        assertThat(none.error()).contains("records more than this run sends there: continue with the scenario");
        assertThat(before.values()).anyMatch(records -> !records.isEmpty());
        assertThat(contents()).isEqualTo(before);
    }

    /** The broker has the first half of the events, and of the others what it had taken by the end. */
    private void sendAndDie(EventSource source, int events) {
        KafkaProducer<byte[], byte[]> producer = producer();
        EventPublisher publisher = new EventPublisher(producer, Tracing.OFF);
        for (int i = 0; i < events; i++) {
            if (i == events / 2) {
                publisher.flush();
            }
            publisher.send(source.peek());
            source.take();
        }
        producer.close(Duration.ZERO);
    }

    private Run goOn(Supplier<EventSource> whole, Supplier<List<EventSource>> lanes) {
        Pace pace = new Pace(0, System::nanoTime);
        try (ExecutorService threads = Executors.newCachedThreadPool();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            Run run = new Run(
                    () -> sent().rest(whole, lanes, () -> false), new EventPublisher(producer, Tracing.OFF), pace, 200);
            run.play(threads).await().atMost(Duration.ofSeconds(30));
            return run;
        }
    }

    private AlreadySent sent() {
        try {
            AlreadySent sent = SentTopics.read(client, TOPICS, false, () -> false);
            heldBefore = sent.records();
            return sent;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static EventSource run(long seed) {
        Scenario scenario = ScenarioReader.preset("small").withDays(1).withSeed(seed);
        Chaos chaos = new Chaos(0.01, 0.01, Duration.ofDays(1), 0.01);
        return new ChaosSource(
                new SimulationSource(Market.of(scenario), null), chaos, seed, PARTITIONS, new ChaosCounts());
    }

    private static List<EventSource> lanes(long seed, int lanes) {
        Scenario scenario = ScenarioReader.preset("small").withDays(1).withSeed(seed);
        return Lanes.of(scenario, PARTITIONS, lanes, Duration.ofHours(1)::toMillis, new ChaosCounts());
    }

    private Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new HashMap<>();
        for (String topic : TOPICS) {
            TopicContents.byPartition(kafka.bootstrapServers(), topic)
                    .forEach((partition, records) -> contents.put(topic + '-' + partition, records));
        }
        return contents;
    }

    private static Map<String, List<String>> playedByPartition(EventSource source) {
        Map<String, List<String>> events = new HashMap<>();
        for (OutgoingEvent next = source.peek(); next != null; next = source.peek()) {
            events.computeIfAbsent(next.topic() + '-' + next.partition(), partition -> new ArrayList<>())
                    .add(new String(next.json(), StandardCharsets.UTF_8));
            source.take();
        }
        return events;
    }

    private static Map<String, List<String>> played(EventSource source) {
        Map<String, List<String>> events = new HashMap<>();
        for (OutgoingEvent next = source.peek(); next != null; next = source.peek()) {
            events.computeIfAbsent(next.topic(), topic -> new ArrayList<>())
                    .add(new String(next.json(), StandardCharsets.UTF_8));
            source.take();
        }
        return events;
    }
}
