package io.loadstream.generator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingTruth.Effect;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.MarketOutcome;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.generator.TopicContents;
import io.loadstream.generator.publish.AlreadySent;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.publish.SentTopics;
import io.loadstream.generator.run.Pace;
import io.loadstream.generator.run.Run;
import io.loadstream.generator.run.RunState;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.ForwardingSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import io.loadstream.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Scenario SCENARIO = ScenarioReader.preset("small").withDays(1);

    private static final Policy POLICY = new Policy(new PolicyTerms(
            "generous",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.6, null, null, 25, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(5),
            0.05,
            5,
            0,
            "salt"));

    private static final List<String> SENT =
            List.of("flight_lifecycle", "bookings", "seat_inventory", "simulation_truth");

    private static EmbeddedKafka kafka;

    private final List<Double> secondsAhead = new ArrayList<>();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.inThisJvm();
        kafka.create(TopicPlan.ofContract(1));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void customersReactOverTheBrokerExactlyAsTheyDoInProcessThoughTheRunDiesAndIsContinued()
            throws InterruptedException {
        // Given
        Map<String, List<String>> expected = new TreeMap<>();
        EventWriter writer = new EventWriter();
        MarketOutcome outcome = Market.run(
                SCENARIO,
                POLICY,
                event -> expected.computeIfAbsent(event.topic().topicName(), topic -> new ArrayList<>())
                        .add(json(writer, event)));
        assertThat(outcome.customers(Effect.INDUCED)).isPositive();
        assertThat(outcome.customers(Effect.DILUTED)).isPositive();
        int all = SENT.stream().mapToInt(topic -> expected.get(topic).size()).sum();

        // When
        Run died;
        Run continued;
        try (StandInEngine engine = new StandInEngine(kafka.bootstrapServers(), POLICY)) {
            died = play((run, pace) -> List.of(dyingAfter(2 * all / 3, loop(engine, EarlierRun.NONE, run, pace))));
            AlreadySent sent = SentTopics.read(client(), SENT, true, () -> false);
            assertThat(sent.records()).isBetween(all / 2L, 2L * all / 3);
            continued = play((run, pace) -> sent.rest(
                    () -> loop(engine, sent, run, pace),
                    () -> List.of(loop(engine, sent, run, pace)),
                    pace::isStopped));
        }

        // Then, an interval of reaction at a time, the first one too; of one, all may have been sent before
        assertThat(died.error()).contains("died");
        assertThat(continued.state()).as(continued.error()).isEqualTo(RunState.FINISHED);
        assertThat(secondsAhead)
                .hasSizeGreaterThan(60)
                .allMatch(seconds ->
                        seconds >= 0 && seconds <= SCENARIO.reaction().toSeconds());
        assertThat(secondsAhead).filteredOn(seconds -> seconds == 0).hasSizeLessThan(2);
        for (String topic : SENT) {
            List<String> sent = TopicContents.of(kafka.bootstrapServers(), topic).stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(sent).as(topic).containsExactlyElementsOf(expected.get(topic));
        }
    }

    /** The producer dies with the run, whatever it has in its hands. */
    private Run play(BiFunction<Supplier<Run>, Pace, List<EventSource>> opening) {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put("acks", "all");
        Pace pace = new Pace(0, System::nanoTime);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        Run[] run = new Run[1];
        run[0] = new Run(() -> opening.apply(() -> run[0], pace), new EventPublisher(producer, Tracing.OFF), pace, 10);
        run[0].play(Runnable::run).await().atMost(Duration.ofSeconds(100));
        producer.close(Duration.ZERO);
        return run[0];
    }

    private EventSource loop(StandInEngine engine, EarlierRun earlier, Supplier<Run> run, Pace pace) {
        EngineReactions reactions =
                EngineReactions.open(client(), "decision-engine", Duration.ofSeconds(30), earlier, pace::isStopped);
        Reactions asking = new Reactions() {
            @Override
            public List<PromotionEvent> awaitDecisions(long until) {
                boolean live = earlier.isPassed();
                if (live) {
                    secondsAhead.add(run.get().secondsAheadOf(reactions.takenInUpTo()));
                    engine.ask();
                }
                List<PromotionEvent> decided = reactions.awaitDecisions(until);
                assertThat(run.get().secondsAheadOf(reactions.takenInUpTo())).isZero();
                return decided;
            }

            @Override
            public void close() {
                reactions.close();
            }
        };
        return new ClosedLoopSource(new SimulationSource(Market.of(SCENARIO), asking), reactions::seenBy);
    }

    private static EventSource dyingAfter(int events, EventSource source) {
        int[] left = {events};
        return new ForwardingSource(source) {
            @Override
            public OutgoingEvent peek() {
                if (left[0] == 0) {
                    throw new RunFailedException("it died");
                }
                return source.peek();
            }

            @Override
            public void take() {
                left[0]--;
                source.take();
            }
        };
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static String json(EventWriter writer, Event event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }
}
