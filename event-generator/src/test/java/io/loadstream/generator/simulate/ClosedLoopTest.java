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
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.run.Pace;
import io.loadstream.generator.run.Run;
import io.loadstream.generator.run.RunState;
import io.loadstream.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void customersReactOverTheBrokerExactlyAsTheyDoInProcess() throws InterruptedException {
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

        // When
        RunState end;
        try (StandInEngine engine = new StandInEngine(kafka.bootstrapServers(), POLICY)) {
            end = play(engine);
        }

        // Then, an interval of reaction at a time, the first one too
        assertThat(end).isEqualTo(RunState.FINISHED);
        assertThat(secondsAhead)
                .hasSizeGreaterThan(60)
                .allMatch(
                        seconds -> seconds > 0 && seconds <= SCENARIO.reaction().toSeconds());
        for (String topic : List.of("flight_lifecycle", "bookings", "seat_inventory", "simulation_truth")) {
            List<String> sent = TopicContents.of(kafka.bootstrapServers(), topic).stream()
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(sent).as(topic).containsExactlyElementsOf(expected.get(topic));
        }
    }

    private RunState play(StandInEngine engine) {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("acks", "all");
        Pace pace = new Pace(0, System::nanoTime);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Run[] run = new Run[1];
            run[0] = new Run(
                    () -> List.of(new SimulationSource(
                            Market.of(SCENARIO),
                            asking(
                                    engine,
                                    EngineReactions.open(
                                            client, "decision-engine", Duration.ofSeconds(30), pace::isStopped),
                                    run))),
                    new EventPublisher(producer, Tracing.OFF),
                    pace,
                    200);
            RunState end = run[0].play(Runnable::run).await().atMost(Duration.ofSeconds(100));
            assertThat(run[0].error()).isNull();
            return end;
        }
    }

    private Reactions asking(StandInEngine engine, EngineReactions reactions, Run[] run) {
        return new Reactions() {
            @Override
            public List<PromotionEvent> awaitDecisions(long until) {
                secondsAhead.add(run[0].secondsAheadOf(reactions.takenInUpTo()));
                engine.ask();
                List<PromotionEvent> decided = reactions.awaitDecisions(until);
                assertThat(run[0].secondsAheadOf(reactions.takenInUpTo())).isZero();
                return decided;
            }

            @Override
            public void close() {
                reactions.close();
            }
        };
    }

    private static String json(EventWriter writer, Event event) {
        return new String(writer.write(event), StandardCharsets.UTF_8);
    }
}
