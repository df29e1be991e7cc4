package io.loadstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Postgres 17 server with the database {@value #DATABASE}. */
public final class EmbeddedPostgres implements Part {

    public static final String DATABASE = "postgres";
    public static final String USER = "postgres";

    /** Any password will do: the server trusts whoever comes from the loopback interface. */
    public static final String PASSWORD = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Texts are compared byte by byte, as they are by the database of the compose file: ids need no language's order. */
    private static final Map<String, String> LOCALE =
            Map.of("encoding", "UTF8", "locale", "C", "locale-provider", "builtin", "builtin-locale", "C.UTF-8");

    private static final Map<String, String> SMALL = Map.of("shared_buffers", "32MB");

    /** As in the compose file. */
    private static final Map<String, String> FULL =
            Map.of("shared_buffers", "256MB", "wal_buffers", "16MB", "max_wal_size", "4GB");

    private final Map<String, String> memory;
    private final Place place;
    private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

    private EmbeddedPostgres(Map<String, String> memory, Place place) {
        this.memory = memory;
        this.place = place;
    }

    /** A running server on a free port; {@code folder} is deleted at close. */
    public static EmbeddedPostgres in(Path folder) {
        return at(Place.in(folder));
    }

    /** A running server in that place. */
    public static EmbeddedPostgres at(Place place) {
        return started(new EmbeddedPostgres(SMALL, place));
    }

    /** The same, with the memory of a server that is loaded for long: for measurements. */
    public static EmbeddedPostgres atFullSpeed(Place place) {
        return started(new EmbeddedPostgres(FULL, place));
    }

    private static EmbeddedPostgres started(EmbeddedPostgres postgres) {
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

    /** From now on new connections may be encrypted; {@code certificate} has to stay where it is. */
    public void offerTls(ServerCertificate certificate) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'");
            statement.execute("ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
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
            var builder = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder();
            LOCALE.forEach(builder::setLocaleConfig);
            memory.forEach(builder::setServerConfig);
            server = builder.setPort(place.port())
                    .setDataDirectory(place.data())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
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
