package io.loadstream.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka 4.1 broker with transactions, in this JVM or in one of its own. */
public final class EmbeddedKafka implements Part {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final List<String> SMALL = JavaCommand.smallJvm(256);
    private static final List<String> FULL = JavaCommand.containerJvm(512);

    /** {@code null} for this JVM. */
    private final List<String> java;

    private final Place place;
    private final int controllerPort;
    /** {@code null} for none. */
    private final SecureListener secure;

    private KafkaBroker broker;
    private ChildProcess process;

    private EmbeddedKafka(List<String> java, Place place, SecureListener secure) {
        this.java = java;
        this.place = place;
        this.secure = secure;
        this.controllerPort = Ports.free();
    }

    /** A running broker in this JVM, with its data in a temporary folder. */
    public static EmbeddedKafka inThisJvm() {
        return inThisJvm(null);
    }

    /** The same, with a further listener. */
    public static EmbeddedKafka inThisJvm(SecureListener secure) {
        EmbeddedKafka kafka = new EmbeddedKafka(null, Place.in(Folders.temporary("kafka")), secure);
        kafka.start();
        return kafka;
    }

    /** A running broker in a process of its own, that can be killed. */
    public static EmbeddedKafka inOwnProcess(Place place) {
        return inOwnProcess(SMALL, place);
    }

    /** The same, at the speed of a broker that runs for long: for measurements. */
    public static EmbeddedKafka atFullSpeed(Place place) {
        return inOwnProcess(FULL, place);
    }

    private static EmbeddedKafka inOwnProcess(List<String> java, Place place) {
        EmbeddedKafka kafka = new EmbeddedKafka(java, place, null);
        kafka.start();
        return kafka;
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "localhost:" + place.port();
    }

    /** Creates the topics of {@code plan} that do not exist yet. */
    public void create(TopicPlan plan) {
        try (Admin admin = admin()) {
            plan.createIn(admin);
        }
    }

    /** A client to administer it; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers(), "default.api.timeout.ms", "30000"));
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        if (java != null) {
            startProcess();
        } else {
            broker = KafkaBroker.start(
                    place.data(), place.port(), controllerPort, secure == null ? plain -> {} : secure::configure);
            addUser();
        }
    }

    private void addUser() {
        if (secure != null) {
            try (Admin admin = admin()) {
                secure.addUser(admin);
            }
        }
    }

    private void startProcess() {
        process = ChildProcess.start(
                        name(),
                        JavaCommand.part(
                                java,
                                System.getProperty("java.class.path"),
                                KafkaBroker.class,
                                place.data(),
                                place.port(),
                                controllerPort),
                        Map.of(),
                        Folders.create(place.folder()),
                        logFile())
                .await(() -> Ports.isOpen(place.port()), START_LIMIT);
        awaitAnswer();
    }

    private void awaitAnswer() {
        try (Admin admin = admin()) {
            admin.describeCluster().nodes().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PartFailedException("kafka listens on port " + place.port() + " but does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while kafka started", e);
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
        if (process != null) {
            process.stop(STOP_PATIENCE);
            process = null;
        }
    }

    /** @throws IllegalStateException when it runs in this JVM */
    @Override
    public void kill() {
        if (java == null) {
            throw new IllegalStateException("a broker in this JVM cannot be killed: start it in its own process");
        }
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public boolean isRunning() {
        return broker != null || (process != null && process.isAlive());
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return place.port();
    }

    @Override
    public List<Long> pids() {
        return process == null ? List.of() : List.of(process.pid());
    }

    @Override
    public Path logFile() {
        return place.logFile();
    }

    @Override
    public void close() {
        stop();
        Folders.delete(place.folder());
    }
}
