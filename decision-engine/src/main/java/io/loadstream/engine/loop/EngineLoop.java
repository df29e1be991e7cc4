package io.loadstream.engine.loop;

import io.loadstream.domain.policy.Policy;
import io.loadstream.engine.config.EngineConfig;
import io.loadstream.engine.policy.PolicyWatch;
import io.loadstream.tracing.Tracing;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The thread that decides. It alone touches the flights' state; whoever wants to know something asks it, and is answered
 * between two transactions, within bounds that leave the time to decisions. After a failure it starts over with new clients and restored state.
 */
@ApplicationScoped
public class EngineLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(EngineLoop.class);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration TOPICS_RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_QUESTIONS = 256;
    /** Each goes through all flights in hand. */
    private static final int MAX_SCANS = 8;
    /** For answers between two transactions, which take some milliseconds to commit themselves. */
    private static final Duration ANSWER_TIME = Duration.ofMillis(5);
    /** Of one transaction: more of them can outlast its timeout. */
    private static final int MOST_RECORDS = 100_000;
    /** Records of one topic partition that wait for those of another one. */
    private static final int MAX_QUEUED = 50_000;

    private final KafkaSettings settings;
    private final EngineConfig config;
    private final LoopStatus status;
    private final PolicyWatch policies;
    private final DeadLetters deadLetters;
    private final Tracing tracing;

    private final Questions questions = new Questions(MAX_QUESTIONS, MAX_SCANS, ANSWER_TIME, System::nanoTime);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile Session session;
    private volatile Consumer<byte[], ByteBuffer> input;
    private Thread thread;

    EngineLoop(
            KafkaSettings settings,
            EngineConfig config,
            LoopStatus status,
            Tracing tracing,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        this.config = config;
        this.status = status;
        this.tracing = tracing;
        this.policies = new PolicyWatch(config.policy());
        this.deadLetters = new DeadLetters(version);
    }

    void start(@Observes StartupEvent event) {
        int records = config.batch().maxRecords();
        if (records < 1 || records > MOST_RECORDS) {
            throw new IllegalArgumentException(
                    "loadstream.engine.batch.max-records must be 1 to %,d: %,d".formatted(MOST_RECORDS, records));
        }
        LOG.infof(
                "Policy %s, revision %s; instance %s",
                policy().terms().name(), policy().revision(), settings.instance());
        status.decidesBy(policy());
        thread = new Thread(this, "engine-loop");
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        Consumer<byte[], ByteBuffer> waiting = input;
        if (waiting != null) {
            waiting.wakeup();
        }
        stopped.await(CLOSE_TIMEOUT.toSeconds() + 2, TimeUnit.SECONDS);
    }

    public Policy policy() {
        return policies.inForce();
    }

    /**
     * Asks the loop about a few flights; answered on its thread, between two transactions.
     *
     * @return fails with {@link BusyException} when too many ask, or while the loop has no state to answer from
     */
    public <T> Uni<T> ask(Function<OpenFlights, T> question) {
        return ask(question, questions::offer);
    }

    /** The same about all flights in hand, which fewer may ask at once. */
    public <T> Uni<T> scan(Function<OpenFlights, T> question) {
        return ask(question, questions::offerScan);
    }

    private <T> Uni<T> ask(Function<OpenFlights, T> question, Predicate<Question<?>> queue) {
        return Uni.createFrom().emitter(emitter -> {
            Question<T> asked = new Question<>(question, emitter);
            // Nobody waits for the answer any more.
            emitter.onTermination(() -> questions.remove(asked));
            boolean taken = session != null && queue.test(asked);
            // A session that ended in between has refused all it found.
            if (!taken || (session == null && questions.remove(asked))) {
                asked.refuse();
            }
        });
    }

    /** The same for a thread that may wait; fails as well when no answer comes in time. */
    <T> T askAndWait(Function<OpenFlights, T> question) {
        return ask(question).await().atMost(ANSWER_PATIENCE);
    }

    @Override
    public void run() {
        int attempts = 0;
        boolean topicsAreThere = false;
        try {
            while (!stopping) {
                try {
                    if (!topicsAreThere) {
                        awaitTopics();
                        topicsAreThere = true;
                    }
                    serve();
                } catch (WakeupException e) {
                    // Only a stop wakes the consumer.
                } catch (RuntimeException | Error e) {
                    attempts = status.committedSinceFailure() ? 1 : attempts + 1;
                    status.failed(e, attempts);
                    pause(backoff(attempts));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            status.ended();
            stopped.countDown();
        }
    }

    private void serve() {
        LoopTools tools = LoopTools.with(deadLetters);
        try (Admin admin = settings.admin();
                Consumer<byte[], ByteBuffer> consumer = settings.inputConsumer();
                ClosingProducer closing = new ClosingProducer(settings.producer(), CLOSE_TIMEOUT)) {
            input = consumer;
            Producer<byte[], byte[]> producer = closing.producer();
            producer.initTransactions();
            status.serves(new RequiredTopics(admin).stateTopic());
            Assignment assignment = new Assignment(
                    consumer,
                    settings::stateConsumer,
                    new HighWatermarks(admin),
                    policies.inForce(),
                    config.time().bounds(),
                    tools,
                    status,
                    this::goOn);
            Session current = new Session(
                    consumer,
                    new TransactionOutput(producer, tracing),
                    assignment,
                    tools.tally(),
                    status,
                    config.batch().maxWait(),
                    config.batch().maxRecords(),
                    MAX_QUEUED);
            session = current;
            current.join();
            try {
                while (!stopping) {
                    policies.changed().ifPresent(policy -> {
                        assignment.policy(policy);
                        status.decidesBy(policy);
                    });
                    current.step(!questions.isEmpty());
                    status.stepped();
                    questions.answer(new OpenFlights(assignment));
                }
            } catch (RuntimeException | Error e) {
                abortQuietly(current, e);
                throw e;
            }
        } finally {
            input = null;
            session = null;
            questions.refuse();
            status.assigned(List.of(), false);
        }
    }

    /** Between two pieces of a long work: it is no standstill, and a stop does not wait for its end. */
    private void goOn() {
        status.stepped();
        if (stopping) {
            throw new WakeupException();
        }
    }

    private static void abortQuietly(Session session, Throwable cause) {
        try {
            session.abort();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void awaitTopics() throws InterruptedException {
        try (Admin admin = settings.admin()) {
            RequiredTopics required = new RequiredTopics(admin);
            String last = null;
            for (String missing = required.missing(); missing != null && !stopping; missing = required.missing()) {
                if (!missing.equals(last)) {
                    LOG.warnf("Waiting: %s", missing);
                    last = missing;
                }
                status.waiting(missing);
                pause(TOPICS_RETRY);
            }
        }
    }

    private static Duration backoff(int attempts) {
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(attempts - 1, 10));
        return wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
    }

    private void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!stopping && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }
}
