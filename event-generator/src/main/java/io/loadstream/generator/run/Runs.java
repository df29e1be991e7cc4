package io.loadstream.generator.run;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.Market;
import io.loadstream.domain.market.scenario.Scenario;
import io.loadstream.generator.config.GeneratorSettings;
import io.loadstream.generator.config.GeneratorSettings.Mode;
import io.loadstream.generator.publish.AlreadySent;
import io.loadstream.generator.publish.DeadLetters;
import io.loadstream.generator.publish.EventPublisher;
import io.loadstream.generator.publish.RequiredTopics;
import io.loadstream.generator.publish.SentTopics;
import io.loadstream.generator.publish.UnusedTopics;
import io.loadstream.generator.replay.ReplaySource;
import io.loadstream.generator.simulate.ChaosCounts;
import io.loadstream.generator.simulate.ClosedLoopSource;
import io.loadstream.generator.simulate.EngineReactions;
import io.loadstream.generator.simulate.Lanes;
import io.loadstream.generator.simulate.ScenarioFile;
import io.loadstream.generator.simulate.SimulationSource;
import io.loadstream.generator.source.EarlierRun;
import io.loadstream.generator.source.EventSource;
import io.loadstream.generator.source.Partitions;
import io.loadstream.generator.source.RunFailedException;
import io.loadstream.tracing.Tracing;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

/** Starts the run that the configuration asks for, and tells how it goes. At most one runs at a time. */
@ApplicationScoped
public class Runs {

    static final String CHANNEL = "events";

    private static final Logger LOG = Logger.getLogger(Runs.class);

    private static final long STOP_SECONDS = 8;

    private final GeneratorSettings settings;
    private final KafkaClientService clients;
    private final Map<String, Object> kafka;
    private final String version;
    private final Tracing tracing;
    private final ExecutorService workers =
            Executors.newCachedThreadPool(Thread.ofPlatform().name("run-", 1).factory());
    private EventPublisher publisher;
    private DeadLetters deadLetters;
    private Run run;
    private volatile EngineReactions reactions;
    private volatile ChaosCounts spoilt;

    /** @param channel gives the producer its configuration; its records go straight to that producer */
    Runs(
            GeneratorSettings settings,
            KafkaClientService clients,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @Channel(CHANNEL) Emitter<byte[]> channel,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version,
            Tracing tracing,
            RunMeters meters) {
        this.settings = settings;
        this.clients = clients;
        this.kafka = kafka;
        this.version = version;
        this.tracing = tracing;
        meters.watch(this);
    }

    void onStart(@Observes StartupEvent start) {
        start(Beginning.of(settings.continues(), settings.onTop()));
    }

    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        Run current = current();
        if (current != null) {
            current.stop();
        }
        workers.shutdown();
        if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warnf("The run did not end within %d s", STOP_SECONDS);
            workers.shutdownNow();
        }
    }

    /**
     * Starts the configured run.
     *
     * @throws IllegalStateException when one is under way
     */
    public synchronized void start(Beginning beginning) {
        if (run != null && !run.state().isOver()) {
            throw new IllegalStateException("a run is under way: stop it first");
        }
        if (settings.mode() == Mode.IDLE) {
            LOG.info("Idle: nothing is simulated or replayed");
            return;
        }
        Producer<byte[], byte[]> producer =
                clients.<byte[], byte[]>getProducer(CHANNEL).unwrap();
        EventPublisher newPublisher = new EventPublisher(producer, tracing);
        DeadLetters newDeadLetters = new DeadLetters(newPublisher, version);
        Pace pace = new Pace(settings.speed(), System::nanoTime);
        Run newRun = new Run(
                () -> open(newPublisher, newDeadLetters, pace, beginning), newPublisher, pace, settings.batchSize());
        reactions = null;
        spoilt = null;
        publisher = newPublisher;
        deadLetters = newDeadLetters;
        run = newRun;
        LOG.infof("%s to %s", beginning == Beginning.CONTINUED ? "Continuing" : "Starting", mode());
        newRun.play(workers).subscribe().with(state -> LOG.infof("The run is %s: %s", state, status()));
    }

    /** Whether a simulation that is not told otherwise may begin on topics that hold records. */
    boolean isOnTopByConfiguration() {
        return settings.onTop();
    }

    /** The run under way or the last one; {@code null} when there was none. */
    public synchronized Run current() {
        return run;
    }

    public synchronized RunStatus status() {
        if (run == null) {
            return new RunStatus(RunState.IDLE, mode(), 0, settings.speed(), null, Map.of(), 0, Map.of(), null);
        }
        return new RunStatus(
                run.state(),
                mode(),
                run.progress(),
                run.pace().speed(),
                run.simulatedTime(),
                publisher.acknowledged(),
                deadLetters.count(),
                spoilt == null ? Map.of() : spoilt.told(),
                run.error());
    }

    /** Event seconds by which the simulated clock is ahead of what the engine is known to have taken in. */
    double engineLagSeconds() {
        EngineReactions watched = reactions;
        Run current = current();
        return watched == null || current == null || current.state().isOver()
                ? 0
                : current.secondsAheadOf(watched.takenInUpTo());
    }

    private List<EventSource> open(EventPublisher newPublisher, DeadLetters letters, Pace pace, Beginning beginning) {
        if (beginning == Beginning.CONTINUED && settings.mode() != Mode.SIMULATE) {
            throw new RunFailedException("only a simulation can be continued; a replay begins at its first event: set"
                    + " loadstream.generator.continue to false");
        }
        try {
            RequiredTopics.await(kafka, topics(), settings.topics().patience(), pace::isStopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted while it waited for its topics", e);
        }
        if (pace.isStopped()) {
            // There may be no topics to ask about.
            return List.of();
        }
        return switch (settings.mode()) {
            case REPLAY -> List.of(replay(letters));
            case SIMULATE -> simulation(newPublisher, pace, beginning);
            case IDLE -> throw new IllegalStateException("nothing runs while idle");
        };
    }

    private EventSource replay(DeadLetters letters) {
        String folder = settings.replay()
                .folder()
                .orElseThrow(() -> new RunFailedException(
                        "loadstream.generator.replay.folder is not set; name a folder of <topic>.jsonl files"));
        ReplaySource source =
                ReplaySource.open(Path.of(folder), settings.replay().maxLines(), letters::send);
        LOG.infof("Replaying %d events of %s; %d lines are no events", source.size(), folder, letters.count());
        return source;
    }

    private List<EventSource> simulation(EventPublisher newPublisher, Pace pace, Beginning beginning) {
        Scenario scenario = ScenarioFile.open(settings.scenario(), settings.seed(), settings.days());
        LOG.infof("Simulating scenario %s with seed %d", scenario.name(), scenario.seed());
        ChaosCounts counts = new ChaosCounts();
        spoilt = scenario.chaos().isNone() ? null : counts;
        Partitions partitions = newPublisher.partitions(written());
        switch (beginning) {
            case CONTINUED -> {
                return rest(scenario, partitions, pace, counts);
            }
            case FIRST -> requireUnused(partitions);
            case ON_TOP -> LOG.info("Asked to simulate on top of whatever the topics hold");
        }
        return lanes(scenario, partitions, settings.lanes(), pace, counts, EarlierRun.NONE);
    }

    /** @param count at most; a closed loop has one */
    private List<EventSource> lanes(
            Scenario scenario, Partitions partitions, int count, Pace pace, ChaosCounts counts, EarlierRun earlier) {
        GeneratorSettings.ClosedLoop loop = settings.closedLoop();
        if (!loop.enabled()) {
            return Lanes.of(scenario, partitions, count, pace::slice, counts);
        }
        EngineReactions opened = EngineReactions.open(kafka, loop.group(), loop.patience(), earlier, pace::isStopped);
        reactions = opened;
        EventSource simulated = new SimulationSource(Market.of(scenario), opened);
        return List.of(new ClosedLoopSource(Lanes.withChaos(simulated, scenario, partitions, counts), opened::seenBy));
    }

    private void requireUnused(Partitions partitions) {
        try {
            UnusedTopics.require(kafka, partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted while it looked whether its topics are empty", e);
        }
    }

    private List<EventSource> rest(Scenario scenario, Partitions partitions, Pace pace, ChaosCounts counts) {
        try {
            AlreadySent sent =
                    SentTopics.read(kafka, written(), settings.closedLoop().enabled(), pace::isStopped);
            LOG.infof("The topics hold %d records of the run: they are left out", sent.records());
            return sent.rest(
                    () -> lanes(scenario, partitions, 1, pace, new ChaosCounts(), sent)
                            .getFirst(),
                    () -> lanes(scenario, partitions, settings.lanes(), pace, counts, sent),
                    pace::isStopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted while it looked for what was sent", e);
        }
    }

    /** Topics that a simulation writes to. */
    private static List<String> written() {
        List<String> written = new ArrayList<>();
        Topic.inputs().forEach(topic -> written.add(topic.topicName()));
        written.add(Topic.SIMULATION_TRUTH.topicName());
        return written;
    }

    private List<String> topics() {
        List<String> topics = new ArrayList<>();
        Topic.inputs().forEach(topic -> topics.add(topic.topicName()));
        if (settings.mode() == Mode.SIMULATE) {
            topics.add(Topic.PROMO_DECISIONS.topicName());
            topics.add(Topic.SIMULATION_TRUTH.topicName());
        }
        topics.add(DeadLetters.TOPIC);
        return topics;
    }

    private String mode() {
        return settings.mode().name().toLowerCase(Locale.ROOT);
    }
}
