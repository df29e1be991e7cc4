package io.loadstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A Postgres 17 server with the database {@value #DATABASE}. */
public final class EmbeddedPostgres implements Part {

    public static final String DATABASE = "postgres";
    public static final String USER = "postgres";

    /** Any password will do: the server trusts whoever comes from the loopback interface. */
    public static final String PASSWORD = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Place place;
    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private EmbeddedPostgres(Place place) {
        this.place = place;
    }

    /** A running server on a free port; {@code folder} is deleted at close. */
    public static EmbeddedPostgres in(Path folder) {
        return at(Place.in(folder));
    }

    /** A running server in that place. */
    public static EmbeddedPostgres at(Place place) {
        EmbeddedPostgres postgres = new EmbeddedPostgres(place);
        postgres.start();
        return postgres;
    }

    /** For JDBC. */
    public String jdbcUrl() {
        return "jdbc:" + reactiveUrl() + "?user=" + USER + "&password=" + PASSWORD;
    }

    /** For the reactive client. */
    public String reactiveUrl() {
        return "postgresql://localhost:" + place.port() + "/" + DATABASE;
    }

    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        Folders.create(place.folder());
        try {
            ProcessBuilder.Redirect log =
                    ProcessBuilder.Redirect.appendTo(logFile().toFile());
            server = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setPort(place.port())
                    .setDataDirectory(place.data())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_connections", "60")
                    // The library turns it off: then a killed server would lose what it had committed.
                    .setServerConfig("synchronous_commit", "on")
                    // The machine outlives the server here: only a power cut could lose what it has written.
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException | IllegalStateException e) {
            throw new PartFailedException(
                    "postgres cannot be started: " + e.getMessage()
                            + " (as root it needs `unshare` and user namespaces; see " + logFile() + ")",
                    e);
        }
    }

    @Override
    public void stop() {
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            throw new PartFailedException("postgres did not stop: " + e.getMessage(), e);
        } finally {
            server = null;
        }
    }

    @Override
    public void kill() {
        List<ProcessHandle> family = processes().toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(process -> process.onExit().join());
        stop();
    }

    @Override
    public boolean isRunning() {
        return server != null && Ports.isOpen(place.port());
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return place.port();
    }

    @Override
    public List<Long> pids() {
        return processes().map(ProcessHandle::pid).toList();
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

    /** The server and its children; it writes its id into the first line of a file. */
    private Stream<ProcessHandle> processes() {
        try {
            Path pidFile = place.data().resolve("postmaster.pid");
            if (!Files.exists(pidFile)) {
                return Stream.empty();
            }
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
            return ProcessHandle.of(pid).stream().flatMap(main -> Stream.concat(Stream.of(main), main.descendants()));
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
