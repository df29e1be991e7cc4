package io.loadstream.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** A Redis 6.2 server in a process of its own. It holds a cache: stopping it loses the content. */
public final class EmbeddedRedis implements Part {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Place place;
    private ChildProcess process;

    private EmbeddedRedis(Place place) {
        this.place = place;
    }

    /** A running server on a free port; {@code folder} is deleted at close. */
    public static EmbeddedRedis in(Path folder) {
        return at(Place.in(folder));
    }

    /** A running server in that place. */
    public static EmbeddedRedis at(Place place) {
        EmbeddedRedis redis = new EmbeddedRedis(place);
        redis.start();
        return redis;
    }

    /** For clients, such as {@code redis://localhost:40123}. */
    public String url() {
        return "redis://localhost:" + place.port();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        Folders.create(place.folder());
        process = ChildProcess.start(
                        name(),
                        List.of(
                                executable(),
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(place.port()),
                                "--save",
                                "",
                                "--loglevel",
                                "warning"),
                        Map.of(),
                        place.folder(),
                        logFile())
                .await(() -> Ports.isOpen(place.port()), START_LIMIT);
    }

    private String executable() {
        try {
            Path program = ExecutableProvider.newJarResourceProvider(
                            place.folder().toFile())
                    .get()
                    .toPath()
                    .toAbsolutePath();
            FreshProgram.awaitRunnable(program, "--version", START_LIMIT);
            return program.toString();
        } catch (IOException e) {
            throw new PartFailedException("redis has no program for this kind of machine: " + e.getMessage(), e);
        }
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
        return "redis";
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
