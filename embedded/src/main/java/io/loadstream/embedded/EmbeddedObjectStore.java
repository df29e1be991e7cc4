package io.loadstream.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An S3 endpoint (s3proxy over a folder) in a process of its own. Path-style addresses; {@code If-None-Match: *} is
 * honoured.
 */
public final class EmbeddedObjectStore implements Part {

    /** The bucket that is there from the start. */
    public static final String BUCKET = "loadstream";

    public static final String REGION = "us-east-1";
    public static final String ACCESS_KEY = "loadstream";
    public static final String SECRET_KEY = "loadstream-secret";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final List<String> SMALL = JavaCommand.smallJvm(96);
    private static final List<String> FULL = JavaCommand.containerJvm(256);

    private final List<String> java;
    private final Place place;
    private ChildProcess process;

    private EmbeddedObjectStore(List<String> java, Place place) {
        this.java = java;
        this.place = place;
    }

    /** A running endpoint on a free port; {@code folder} is deleted at close. */
    public static EmbeddedObjectStore in(Path folder) {
        return at(Place.in(folder));
    }

    /** A running endpoint in that place. */
    public static EmbeddedObjectStore at(Place place) {
        return at(SMALL, place);
    }

    /** The same, at the speed of a store that runs for long: for measurements. */
    public static EmbeddedObjectStore atFullSpeed(Place place) {
        return at(FULL, place);
    }

    /**
     * The same, on a disk of its own that is full after {@code megabytes}.
     *
     * @throws PartFailedException where the system does not let us make one: {@link SmallDisk#isPossible()}
     */
    public static EmbeddedObjectStore onSmallDisk(Place place, int megabytes) {
        return at(SmallDisk.mountedAt(Folders.create(place.data()), megabytes, SMALL), place);
    }

    private static EmbeddedObjectStore at(List<String> java, Place place) {
        EmbeddedObjectStore store = new EmbeddedObjectStore(java, place);
        store.start();
        return store;
    }

    /** Where S3 clients connect to, such as {@code http://localhost:40123}. */
    public String endpoint() {
        return "http://localhost:" + place.port();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        Path data = Folders.create(place.data());
        process = ChildProcess.start(
                        name(),
                        JavaCommand.part(
                                java,
                                ObjectStoreLibraries.classPath(),
                                ObjectStoreServer.class,
                                data,
                                place.port(),
                                ACCESS_KEY,
                                SECRET_KEY,
                                BUCKET),
                        Map.of(),
                        place.folder(),
                        logFile())
                .await(() -> Ports.isOpen(place.port()), START_LIMIT);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
            process = null;
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public String name() {
        return "object-store";
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
