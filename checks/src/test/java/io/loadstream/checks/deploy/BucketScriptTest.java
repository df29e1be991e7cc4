package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.loadstream.checks.Repository;
import io.loadstream.embedded.EmbeddedObjectStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes the bucket, against a real S3 endpoint. */
class BucketScriptTest {

    @TempDir
    static Path folder;

    private static EmbeddedObjectStore store;

    @BeforeAll
    static void start() {
        Tool.named("curl", "CURL");
        store = EmbeddedObjectStore.in(folder);
    }

    @AfterAll
    static void stop() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void theBucketIsMadeOnceAndLeftAloneAfterwards() throws Exception {
        for (String region : List.of(EmbeddedObjectStore.REGION, "eu-west-1")) {
            String bucket = "made-in-" + region;
            for (String run : List.of("first", "second")) {
                // When
                Outcome outcome = create(store.endpoint(), region, bucket, EmbeddedObjectStore.SECRET_KEY);

                // Then
                assertThat(outcome.exit()).as(run + " run: " + outcome.output()).isZero();
                assertThat(outcome.output()).contains("Bucket " + bucket + " is there.");
            }
        }
    }

    @Test
    void outsideOfTheFirstRegionTheBucketIsAskedForInItsRegion() throws Exception {
        // Given a store that has no bucket, and tells what it is asked
        Map<String, String> asked = new TreeMap<>();
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            boolean put = exchange.getRequestMethod().equals("PUT");
            if (put) {
                asked.put(
                        exchange.getRequestURI().getPath(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            exchange.sendResponseHeaders(put ? 200 : 404, -1);
            exchange.close();
        });
        aws.start();
        String endpoint = "http://localhost:" + aws.getAddress().getPort();

        // When
        Outcome first = create(endpoint, "us-east-1", "first", "any");
        Outcome other = create(endpoint, "eu-west-1", "other", "any");
        aws.stop(0);

        // Then
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(other.exit()).as(other.output()).isZero();
        assertThat(asked.get("/first")).isEmpty();
        assertThat(asked.get("/other")).contains("<LocationConstraint>eu-west-1</LocationConstraint>");
    }

    @Test
    void aWrongSecretIsTold() throws Exception {
        // When
        Outcome outcome = create(store.endpoint(), EmbeddedObjectStore.REGION, "never-made", "wrong");

        // Then
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).contains("HTTP status 403").doesNotContain("wrong");
    }

    private record Outcome(int exit, String output) {}

    private static Outcome create(String endpoint, String region, String bucket, String secret) throws Exception {
        Path script = Repository.ROOT.resolve("deploy/compose/create-bucket.sh");
        ProcessBuilder process = new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of(
                        "LOADSTREAM_LAKE_ENDPOINT",
                        endpoint,
                        "LOADSTREAM_LAKE_REGION",
                        region,
                        "LOADSTREAM_LAKE_BUCKET",
                        bucket,
                        "LOADSTREAM_LAKE_ACCESS_KEY",
                        EmbeddedObjectStore.ACCESS_KEY,
                        "LOADSTREAM_LAKE_SECRET_KEY",
                        secret));
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(running.waitFor(), output);
    }
}
