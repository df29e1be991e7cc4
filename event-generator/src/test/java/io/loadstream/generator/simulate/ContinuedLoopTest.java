package io.loadstream.generator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Chaos;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.generator.publish.AlreadySent;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.OutgoingEvent;
import io.loadstream.generator.source.RunFailedException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ContinuedLoopTest {

    private static final Scenario SCENARIO = ScenarioReader.preset("small").withDays(1);

    private static final Chaos NONE = new Chaos(0, 0, Duration.ofDays(1), 0);

    private static final Chaos SOME = new Chaos(0.01, 0.05, Duration.ofDays(3), 0.01);

    private static final Policy POLICY = new Policy(new PolicyTerms(
            "generous",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.6, null, null, 25, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(2),
            0.05,
            5,
            0,
            "salt"));

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void aLoopThatDiesTimeAndAgainSendsWhatOneSendsThatLives() {
        // Given what customers do who see the engine's decisions
        MemoryTopics lived = new MemoryTopics(POLICY);
        play(run(SCENARIO, lived, EarlierRun.NONE, NONE), lived, Long.MAX_VALUE);
        assertThat(lived.decided()).isGreaterThan(50);

        // When a run loses what was under way each time it dies
        MemoryTopics died = new MemoryTopics(POLICY);
        dieTimeAndAgain(died, NONE, topics -> topics.lose(random));

        // Then
        assertThat(died.contents()).isEqualTo(lived.contents());
    }

    @Test
    void whatIsDecidedOnPartOfAnIntervalIsSeenOnlyAtItsEnd() {
        // Given
        MemoryTopics lived = new MemoryTopics(POLICY);
        play(run(SCENARIO, lived, EarlierRun.NONE, NONE), lived, Long.MAX_VALUE);

        // When the engine goes on to decide while the generator is away
        MemoryTopics died = new MemoryTopics(POLICY);
        dieTimeAndAgain(died, NONE, MemoryTopics::takeIn);

        // Then
        assertThat(died.contents()).isEqualTo(lived.contents());
    }

    @Test
    void aLoopWithLateAndDoubleRecordsContinuesToo() {
        // Given
        MemoryTopics lived = new MemoryTopics(POLICY);
        play(run(SCENARIO, lived, EarlierRun.NONE, SOME), lived, Long.MAX_VALUE);

        // When
        MemoryTopics died = new MemoryTopics(POLICY);
        dieTimeAndAgain(died, SOME, topics -> topics.lose(random));

        // Then
        assertThat(died.contents()).isEqualTo(lived.contents());
    }

    @Test
    void aLoopThatCameToItsEndHasNothingMoreToSend() {
        // Given
        MemoryTopics topics = new MemoryTopics(POLICY);
        play(run(SCENARIO, topics, EarlierRun.NONE, NONE), topics, Long.MAX_VALUE);
        long records = topics.records();

        // When
        boolean more = goOn(topics, SCENARIO, NONE, Long.MAX_VALUE);

        // Then
        assertThat(more).isFalse();
        assertThat(topics.records()).isEqualTo(records);
    }

    @Test
    void aLoopWithAnotherSeedIsRefusedBeforeItSendsAnything() {
        // Given
        MemoryTopics topics = new MemoryTopics(POLICY);
        play(run(SCENARIO, topics, EarlierRun.NONE, NONE), topics, 2_000);
        long records = topics.records();

        // When
        Scenario another = SCENARIO.withSeed(SCENARIO.seed() + 1);

        // Then
        assertThatThrownBy(() -> goOn(topics, another, NONE, Long.MAX_VALUE))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("continue with the scenario and the seed that began it");
        assertThat(topics.records()).isEqualTo(records);
    }

    private void dieTimeAndAgain(MemoryTopics topics, Chaos chaos, Consumer<MemoryTopics> death) {
        boolean more = play(run(SCENARIO, topics, EarlierRun.NONE, chaos), topics, random.nextInt(500));
        int deaths = 0;
        while (more) {
            deaths++;
            death.accept(topics);
            more = goOn(topics, SCENARIO, chaos, 1 + random.nextInt(500));
        }
        assertThat(deaths).isGreaterThan(10);
    }

    private static boolean goOn(MemoryTopics topics, Scenario scenario, Chaos chaos, long events) {
        AlreadySent sent = topics.sent();
        EventSource rest = sent.rest(
                        () -> run(scenario, topics, sent, chaos),
                        () -> List.of(run(scenario, topics, sent, chaos)),
                        () -> false)
                .getFirst();
        return play(rest, topics, events);
    }

    private static EventSource run(Scenario scenario, MemoryTopics topics, EarlierRun earlier, Chaos chaos) {
        MemoryTopics.Loop loop = topics.loop(earlier);
        EventSource simulated = new SimulationSource(Market.of(scenario), loop);
        return new ClosedLoopSource(
                chaos.isNone()
                        ? simulated
                        : new ChaosSource(
                                simulated, chaos, scenario.seed(), MemoryTopics.partitions(), new ChaosCounts()),
                loop::seenBy);
    }

    /** As a run does: all must have gone out wherever the source waits for it. */
    private static boolean play(EventSource source, MemoryTopics topics, long events) {
        for (long sent = 0; sent < events; sent++) {
            if (source.waitsForSent()) {
                topics.flush();
            }
            OutgoingEvent next = source.peek();
            if (next == null) {
                return false;
            }
            topics.send(next);
            source.take();
        }
        return true;
    }
}
