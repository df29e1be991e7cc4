package io.loadstream.generator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Chaos;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.run.Pace;
import io.loadstream.generator.run.Run;
import io.loadstream.generator.run.RunState;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class ChaosSourceTest {

    private static final Scenario SCENARIO = ScenarioReader.preset("small");

    private static final Chaos CHAOS = new Chaos(0.02, 0.03, Duration.ofDays(1), 0.01);

    private static final Partitions ONE_EACH =
            new Partitions(Topic.inputs().stream().collect(Collectors.toMap(Topic::topicName, topic -> 1)));

    @Test
    void whatIsSentIsWhatHappenedPlusWhatTheCountsSay() {
        // Given
        List<String> clean = play(new SimulationSource(Market.of(SCENARIO), null));
        ChaosCounts counts = new ChaosCounts();
        ChaosSource chaos =
                new ChaosSource(new SimulationSource(Market.of(SCENARIO), null), CHAOS, 1, ONE_EACH, counts);

        // When
        List<String> spoilt = play(chaos);

        // Then
        long bad = spoilt.stream().filter(ChaosSourceTest::isBad).count();
        Set<String> events = new HashSet<>(spoilt);
        events.removeIf(ChaosSourceTest::isBad);
        assertThat(events).isEqualTo(new HashSet<>(clean));
        assertThat(bad).isEqualTo(counts.told().get("malformed"));
        assertThat(spoilt).hasSize((int) (clean.size() + bad + counts.told().get("duplicates")));
        long inputs = clean.stream().filter(event -> !event.contains("Truth\"")).count();
        assertThat(counts.told().get("late") / (double) inputs).isCloseTo(0.03, within(0.01));
        assertThat(spoilt.stream().filter(event -> !isBad(event)).distinct().toList())
                .isNotEqualTo(clean);
    }

    @Test
    void equalSeedsSpoilEqually() {
        assertThat(play(new ChaosSource(
                        new SimulationSource(Market.of(SCENARIO), null), CHAOS, 1, ONE_EACH, new ChaosCounts())))
                .isEqualTo(play(new ChaosSource(
                        new SimulationSource(Market.of(SCENARIO), null), CHAOS, 1, ONE_EACH, new ChaosCounts())));
    }

    @Test
    void whatBefallsAnEventDoesNotHangOnWhatWentOutBefore() {
        // Given
        List<String> all = play(new ChaosSource(
                new SimulationSource(Market.of(SCENARIO), null), CHAOS, 1, ONE_EACH, new ChaosCounts()));

        // When only some of the flights are sent
        Market some = Market.of(SCENARIO, flight -> flight.hashCode() % 2 == 0);
        List<String> part =
                play(new ChaosSource(new SimulationSource(some, null), CHAOS, 1, ONE_EACH, new ChaosCounts()));

        // Then each event goes out as often as it does among all, and so does each record that is none
        Map<String, Long> count = counted(all);
        assertThat(part).hasSizeGreaterThan(1_000);
        assertThat(counted(part)).allSatisfy((event, times) -> assertThat(count).containsEntry(event, times));
    }

    @Test
    void everyPartitionIsSpoiltAlikeByOneLaneOrByEight() {
        // Given
        Scenario spoilt = ScenarioReader.read("spoilt", """
                name: spoilt
                routes:
                  - {airlines: [LS], from: [FRA], to: [LHR, MAD, VIE, CDG], both_ways: true, aircraft: A320,
                     departures: ["07:00", "16:00"], strength: 0.5, business: 0.4}
                chaos: {duplicates: 0.05, late: 0.1, lateness: 2d, malformed: 0.02}
                """);
        ChaosCounts byOne = new ChaosCounts();
        ChaosCounts byEight = new ChaosCounts();

        // When
        Map<String, List<String>> one = byPartition(spoilt, 1, byOne);
        Map<String, List<String>> eight = byPartition(spoilt, 8, byEight);

        // Then
        assertThat(eight).isEqualTo(one);
        assertThat(one).hasSizeGreaterThan(20);
        assertThat(byEight.told()).isEqualTo(byOne.told());
        assertThat(byOne.told().values()).allMatch(count -> count > 20);
    }

    /** What each partition of each topic is sent, in order. */
    private static Map<String, List<String>> byPartition(Scenario scenario, int lanes, ChaosCounts counts) {
        Partitions topics = new Partitions(Stream.of(Topic.values())
                .collect(Collectors.toMap(Topic::topicName, topic -> Topic.DEFAULT_PARTITIONS)));
        Map<String, List<String>> sent = new HashMap<>();
        for (EventSource lane :
                Lanes.of(scenario, topics, lanes, () -> Duration.ofDays(7).toNanos() / 1_000, counts)) {
            for (OutgoingEvent next = lane.peek(); next != null; next = lane.peek()) {
                sent.computeIfAbsent(next.topic() + '-' + next.partition(), partition -> new ArrayList<>())
                        .add(new String(next.json(), StandardCharsets.UTF_8));
                lane.take();
            }
        }
        return sent;
    }

    @Test
    void outOfOrderIsToldByTheTopicsOwnPartitionsWhereTheyDiffer() {
        // Given
        Partitions topics = new Partitions(Map.of("flight_lifecycle", 1, "bookings", 12, "seat_inventory", 4));
        ChaosCounts counts = new ChaosCounts();
        ChaosSource chaos = new ChaosSource(new SimulationSource(Market.of(SCENARIO), null), CHAOS, 1, topics, counts);

        // When
        Map<String, Long> newest = new HashMap<>();
        long outOfOrder = 0;
        for (OutgoingEvent next = chaos.peek(); next != null; next = chaos.peek()) {
            if (topics.counts().containsKey(next.topic()) && !isBad(new String(next.json(), StandardCharsets.UTF_8))) {
                String partition =
                        next.topic() + Utils.toPositive(Utils.murmur2(next.key())) % topics.count(next.topic());
                outOfOrder += next.timeMicros() < newest.getOrDefault(partition, Long.MIN_VALUE) ? 1 : 0;
                newest.merge(partition, next.timeMicros(), Math::max);
            }
            chaos.take();
        }

        // Then
        assertThat(outOfOrder).isPositive();
        assertThat(counts.told()).containsEntry("out_of_order", outOfOrder);
    }

    @Test
    void theEngineIsAwaitedOnlyWhenAllThatWasTakenHasGoneOut() {
        // Given a closed loop, and so many late records that the last one of an interval often is one
        Chaos late = new Chaos(0, 0.5, Duration.ofDays(1), 0);
        Partitions all =
                new Partitions(Stream.of(Topic.values()).collect(Collectors.toMap(Topic::topicName, topic -> 1)));
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        long[] taken = new long[1];
        List<Long> missing = new ArrayList<>();
        Reactions engine = until -> {
            missing.add(taken[0] - producer.history().size());
            return List.of();
        };
        EventSource chaos =
                new ChaosSource(new SimulationSource(Market.of(SCENARIO), engine), late, 1, all, new ChaosCounts());

        // When
        Run run = new Run(
                () -> List.of(counting(chaos, taken)),
                new EventPublisher(producer, Tracing.OFF),
                new Pace(0, System::nanoTime),
                200);
        RunState end = run.play(Runnable::run).await().indefinitely();

        // Then
        assertThat(end).isEqualTo(RunState.FINISHED);
        assertThat(missing).hasSizeGreaterThan(60).containsOnly(0L);
    }

    private static EventSource counting(EventSource source, long[] taken) {
        return new EventSource() {
            @Override
            public OutgoingEvent peek() {
                return source.peek();
            }

            @Override
            public void take() {
                taken[0]++;
                source.take();
            }

            @Override
            public boolean waitsForSent() {
                return source.waitsForSent();
            }

            @Override
            public double progress() {
                return source.progress();
            }
        };
    }

    private static Map<String, Long> counted(List<String> events) {
        return events.stream().collect(Collectors.groupingBy(event -> event, Collectors.counting()));
    }

    private static List<String> play(EventSource source) {
        List<String> events = new ArrayList<>();
        for (OutgoingEvent next = source.peek(); next != null; next = source.peek()) {
            events.add(new String(next.json(), StandardCharsets.UTF_8));
            source.take();
        }
        return events;
    }

    private static boolean isBad(String json) {
        try {
            EventReader.read(json.getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (InvalidEventException e) {
            return true;
        }
    }
}
