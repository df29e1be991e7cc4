package io.loadstream.local.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstream.embedded.ChildProcess;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Ports;
import io.loadstream.local.run.Pipeline;
import io.loadstream.local.run.ProjectHome;
import io.loadstream.local.run.RunFailedException;
import io.loadstream.local.run.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Prometheus that is installed here, with the project's own configuration and alert rules, beside a pipeline. */
public final class Prometheus implements AutoCloseable {

    /** Names the program where it is not on the path. */
    public static final String VARIABLE = "PROMETHEUS";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ChildProcess process;
    private final URI address;
    private final Instant begin = Instant.now();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private Prometheus(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** The program; empty where none is installed. */
    public static Optional<Path> find() {
        return Stream.concat(
                        Stream.ofNullable(System.getenv(VARIABLE)).map(Path::of),
                        Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "prometheus")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts {@code program} with the configuration of {@code docker compose}, but for where the services are, and waits
     * until it has asked each of them.
     */
    public static Prometheus beside(Pipeline pipeline, ProjectHome home, Path program) {
        Path folder = Folders.create(pipeline.folder().data().resolve("prometheus"));
        int port = Ports.free();
        try {
            Path rules = home.root().resolve("grafana/prometheus/alerts.yml");
            String configuration = Files.readString(home.root().resolve("grafana/prometheus/prometheus.yml"))
                    .replace("15s", "1s")
                    .replace("- alerts.yml", "- " + rules);
            for (Service service : Service.values()) {
                URI management = URI.create(pipeline.service(service).managementUrl());
                configuration = configuration.replace(service.module() + ":9000", management.getAuthority());
            }
            Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
            ChildProcess process = ChildProcess.start(
                    "prometheus",
                    List.of(
                            program.toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port),
                    Map.of(),
                    folder,
                    pipeline.folder().logs().resolve("prometheus.log"));
            Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
            process.await(prometheus::isReady, PATIENCE);
            // It looks for its targets some seconds later.
            prometheus.await("count(up == 1) == " + Service.values().length);
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus cannot be configured", e);
        }
    }

    /** Waits until {@code expression} has a value. */
    public void await(String expression) {
        process.await(
                () -> !ask("/api/v1/query", "query=" + encoded(expression))
                        .at("/data/result")
                        .isEmpty(),
                PATIENCE);
    }

    /**
     * How many numbers a graph of {@code expression} has, from the start to now.
     *
     * @throws RunFailedException when it is refused; the message says why
     */
    public long numbers(String expression) {
        JsonNode answer = ask(
                "/api/v1/query_range",
                "query=" + encoded(expression) + "&start=" + begin.getEpochSecond() + "&end="
                        + Instant.now().getEpochSecond() + "&step=1");
        long numbers = 0;
        for (JsonNode series : answer.at("/data/result")) {
            for (JsonNode sample : series.get("values")) {
                numbers +=
                        Double.isNaN(Double.parseDouble(sample.get(1).asText().replace("Inf", "Infinity"))) ? 0 : 1;
            }
        }
        return numbers;
    }

    /** The alert rules as they were evaluated last: name and health, {@code ok} or what is wrong. */
    public List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (JsonNode group : ask("/api/v1/rules", "").at("/data/groups")) {
            for (JsonNode rule : group.get("rules")) {
                rules.add(rule.get("name").asText() + " " + rule.get("health").asText()
                        + rule.path("lastError").asText(""));
            }
        }
        return rules;
    }

    private boolean isReady() {
        try {
            return http.send(HttpRequest.newBuilder(address.resolve("/-/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new RunFailedException("interrupted", e);
        }
    }

    private JsonNode ask(String path, String parameters) {
        try {
            JsonNode answer = json.readTree(http.send(
                            HttpRequest.newBuilder(address.resolve(path + "?" + parameters))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            if (!"success".equals(answer.path("status").asText())) {
                throw new RunFailedException(
                        "Prometheus refuses: " + answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("Prometheus does not answer", e);
        } catch (InterruptedException e) {
            throw new RunFailedException("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.stop(STOP);
    }
}
