package io.loadstream.archiver;

import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.Compaction;
import io.loadstream.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jboss.logging.Logger;

/**
 * One archiver, from its first look at the store and the broker to its last commit.
 *
 * <pre>
 *   starting --store fit, topics there--> archiving --close()--> stopped
 *       \--store unfit--> failed             \--defect--> failed
 * </pre>
 */
final class Archiver implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Archiver.class);

    /** Of one fetch over all partitions of a broker; beside the settings' buffer bytes, so much may be in memory. */
    private static final int FETCH_BYTES = 8 << 20;

    private static final int PARTITION_FETCH_BYTES = 1 << 20;
    private static final int POLL_RECORDS = 5_000;
    /** How long the partitions of an archiver that died wait for another. */
    private static final int SESSION_MILLIS = 10_000;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /** What it is doing. */
    enum State {
        STARTING,
        ARCHIVING,
        STOPPED,
        FAILED
    }

    private final ArchiveSettings settings;
    private final Map<String, Object> kafka;
    private final LakeSettings lake;
    private final LakeStore store;
    private final ArchiveMetrics metrics;
    private final Problems problems = new Problems();
    private final Clock clock;
    private final Tracing tracing;
    private final Runnable onFailure;
    private final Thread thread = new Thread(this::run, "archiver");
    private volatile State state = State.STARTING;
    private volatile ArchiveLoop loop;
    private volatile boolean closed;

    /**
     * @param kafka configuration of all Kafka clients, at least {@code bootstrap.servers}
     * @param clock for metrics and the grace period of compaction; ages are measured by a clock that does not jump
     * @param onFailure told when it can do no more; {@link #problems()} says why
     */
    Archiver(
            ArchiveSettings settings,
            Map<String, Object> kafka,
            LakeSettings lake,
            MeterRegistry registry,
            Clock clock,
            Tracing tracing,
            Runnable onFailure) {
        this.settings = settings;
        this.kafka = Map.copyOf(kafka);
        this.lake = lake;
        this.store = LakeStore.open(lake);
        this.metrics = new ArchiveMetrics(registry, settings.topics(), clock);
        this.clock = clock;
        this.tracing = tracing;
        this.onFailure = onFailure;
    }

    void start() {
        thread.start();
    }

    State state() {
        return state;
    }

    /** Whether it goes on, or tries to. */
    boolean isAlive() {
        ArchiveLoop current = loop;
        return state != State.FAILED && (state != State.ARCHIVING || current == null || !current.standsStill());
    }

    /** What keeps it from its work now, by what it concerns. */
    Map<String, String> problems() {
        return problems.open();
    }

    /** Memory of records that are not in the lake yet, about. */
    long bufferedBytes() {
        return metrics.bufferedBytes();
    }

    private void run() {
        try (Broker broker = new Broker(kafka, settings.groupId())) {
            awaitStore();
            awaitTopics(broker);
            archive(broker);
            state = State.STOPPED;
        } catch (InterruptedException e) {
            state = State.STOPPED;
        } catch (StoreProbe.UnfitStoreException e) {
            fail(e.getMessage());
        } catch (RuntimeException | Error e) {
            // Out of memory included: a process that archives nothing must not look alive.
            LOG.error("archiving failed", e);
            fail(Failures.describe(e));
        }
    }

    private void fail(String problem) {
        problems.fatal("archiver", problem);
        state = State.FAILED;
        onFailure.run();
    }

    private void awaitStore() throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                new StoreProbe(store, lake).run();
                problems.solved("object store");
                return;
            } catch (CompletionException e) {
                problems.report("object store", lake + " cannot be reached: " + Failures.describe(e));
                backoff.pause();
            }
        }
    }

    private void awaitTopics(Broker broker) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                List<String> missing = broker.missing(settings.topics());
                if (missing.isEmpty()) {
                    problems.solved("topics");
                    return;
                }
                problems.report(
                        "topics",
                        "not on the broker: " + String.join(", ", missing)
                                + "; create them, or take them out of loadstream.archiver.topics");
            } catch (ExecutionException e) {
                problems.report("topics", "the broker cannot be asked: " + Failures.describe(e));
            }
            backoff.pause();
        }
    }

    private void archive(Broker broker) throws InterruptedException {
        Uploader uploader = new Uploader(store, broker, problems);
        FileEncoder encoder = new FileEncoder(settings.writerId(), settings.raw());
        ChainLocator locator = new ChainLocator(new LakeChains(store), broker, uploader, encoder, problems, metrics);
        loop = new ArchiveLoop(
                new KafkaConsumer<>(consumerConfiguration()),
                settings,
                locator,
                encoder,
                uploader,
                problems,
                metrics,
                tracing);
        if (closed) {
            throw new InterruptedException("stopped while starting");
        }
        state = State.ARCHIVING;
        LOG.infof("archiving %s to %s as %s", settings.topics(), lake, settings.writerId());
        Thread maintenance = startMaintenance();
        Thread watch =
                Thread.ofVirtual().name("broker-watch").start(new BrokerWatch(broker, loop::partitions, problems));
        try {
            loop.run();
        } finally {
            maintenance.interrupt();
            watch.interrupt();
        }
    }

    private Thread startMaintenance() {
        Maintenance maintenance = new Maintenance(
                new Compaction(store, settings.compaction(), clock), loop::chains, settings.compactEvery(), metrics);
        Thread.Builder thread = Thread.ofPlatform().daemon().name("maintenance");
        return settings.compactEvery().isZero() ? thread.unstarted(maintenance) : thread.start(maintenance);
    }

    private Map<String, Object> consumerConfiguration() {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        configuration.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        configuration.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        return configuration;
    }

    /** Stores what was collected, commits, and ends; within 10 s. */
    @Override
    public void close() {
        closed = true;
        if (loop == null) {
            thread.interrupt();
        } else {
            loop.stop();
        }
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("did not stop in time; what is not in the lake will be fetched again");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
