package io.loadstream.local.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.JavaCommand;
import io.loadstream.embedded.PartFailedException;
import io.loadstream.embedded.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** One of the services as a process of its own. It keeps its ports when it is started again. */
public final class ServiceProcess {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    /** What Quarkus logs then: of its port, and of that of its management. */
    private static final List<String> PORT_TAKEN =
            List.of("seems to be in use by another process", "Unable to start the management interface");

    private static final int START_ATTEMPTS = 3;
    private static final Duration READY_POLL = Duration.ofMillis(250);
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Service service;
    private final List<String> jvm;
    private final Path program;
    private final Path logFile;
    private final Map<String, String> environment;
    private int port;
    private int managementPort;
    private ChildProcess process;
    /** Bytes that earlier starts have logged. */
    private long logged;

    private ServiceProcess(
            Service service, List<String> jvm, Path program, Path logFile, Map<String, String> environment) {
        this.service = service;
        this.jvm = List.copyOf(jvm);
        this.program = program;
        this.logFile = logFile;
        this.environment = environment;
        this.port = Ports.freeOr(service.preferredPort());
        this.managementPort = Ports.freeOr(service.preferredManagementPort());
    }

    /** Starts it in a small JVM; it is not ready yet. */
    public static ServiceProcess start(
            ProjectHome home, RunFolder folder, Service service, Map<String, String> environment) {
        return start(home, folder, service, JavaCommand.smallJvm(service.heapMegabytes()), environment);
    }

    /**
     * Starts it; it is not ready yet.
     *
     * @param jvm the command of the JVM, without what it runs
     */
    public static ServiceProcess start(
            ProjectHome home, RunFolder folder, Service service, List<String> jvm, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", "localhost");
        all.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        ServiceProcess started = new ServiceProcess(
                service, jvm, home.program(service), folder.logs().resolve(service.module() + ".log"), all);
        started.start();
        return started;
    }

    /** Starts it once more, after it was stopped or killed. */
    public void start() {
        start(List.of());
    }

    /** The same with further options of the JVM. */
    public void start(List<String> jvmOptions) {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(jvmOptions);
        command.add("-jar");
        command.add(program.toString());
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        logged = Files.exists(logFile) ? logFile.toFile().length() : 0;
        process = ChildProcess.start(service.module(), command, environment, program.getParent(), logFile);
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        awaitReady(READY_POLL, pid -> {});
    }

    /** The same, asking at intervals of {@code poll}. */
    public void awaitReady(Duration poll) {
        awaitReady(poll, pid -> {});
    }

    /** @param restarted is told the new process's id */
    void awaitReady(LongConsumer restarted) {
        awaitReady(READY_POLL, restarted);
    }

    /**
     * Waits until it says that it is ready. When somebody took a port of it after it was chosen, it starts again on
     * others.
     */
    private void awaitReady(Duration poll, LongConsumer restarted) {
        for (int attempt = 1; ; attempt++) {
            try {
                process.await(() -> isReady() && isListening(), poll, READY_LIMIT);
                return;
            } catch (PartFailedException e) {
                if (attempt == START_ATTEMPTS
                        || process.isAlive()
                        || PORT_TAKEN.stream().noneMatch(e.getMessage()::contains)) {
                    throw e;
                }
                port = Ports.free();
                managementPort = Ports.free();
                start();
                restarted.accept(process.pid());
            }
        }
    }

    /** That somebody answers on its ports is not enough: it may be somebody else. What an earlier start logged is not, either. */
    private boolean isListening() {
        try (InputStream lines = Files.newInputStream(logFile)) {
            lines.skipNBytes(logged);
            String log = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
            return log.contains("Listening on: " + url())
                    && log.contains("Management interface listening on " + managementUrl());
        } catch (IOException e) {
            throw new RunFailedException("cannot read the log " + logFile + ": " + e.getMessage(), e);
        }
    }

    private boolean isReady() {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .GET()
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted", e);
        }
    }

    /**
     * What it answers to GET {@code path}.
     *
     * @throws RunFailedException when it does not answer with JSON, or has ended
     */
    public JsonNode get(String path) {
        return send(request(path).timeout(Duration.ofSeconds(20)).GET().build());
    }

    /** What it measures now, as Prometheus reads it. */
    public String metrics() {
        return answer(HttpRequest.newBuilder(URI.create(managementUrl() + "/q/metrics"))
                .timeout(Duration.ofSeconds(20))
                .GET()
                .build());
    }

    /** What it answers to POST {@code path} without a body. */
    public JsonNode post(String path, Duration limit) {
        return send(request(path)
                .timeout(limit)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    private JsonNode send(HttpRequest request) {
        try {
            return JSON.readTree(answer(request));
        } catch (JsonProcessingException e) {
            throw new RunFailedException(
                    service.module() + " does not answer " + request.uri() + " with JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    private String answer(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new RunFailedException(service.module() + " answers " + request.method() + " "
                        + request.uri().getPath() + " with status " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new RunFailedException(
                    isAlive()
                            ? service.module() + " does not answer " + request.uri() + ": " + e.getMessage()
                            : process.obituary(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted", e);
        }
    }

    /** Asks it to end; kills it when it takes too long. */
    public void stop() {
        stop(STOP_PATIENCE);
    }

    /** The same with the patience before it is killed. */
    public void stop(Duration patience) {
        process.stop(patience);
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd(Duration limit) {
        process.awaitEnd(limit);
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What to say when it ended by itself. */
    public String obituary() {
        return process.obituary();
    }

    public Service service() {
        return service;
    }

    public long pid() {
        return process.pid();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /** Where its health and its metrics are. */
    public String managementUrl() {
        return "http://localhost:" + managementPort;
    }

    public Path logFile() {
        return logFile;
    }
}
