package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import io.loadstream.embedded.EmbeddedObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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
        for (String run : new String[] {"first", "second"}) {
            // When
            Outcome outcome = create("made-by-script", EmbeddedObjectStore.SECRET_KEY);

            // Then
            assertThat(outcome.exit()).as(run + " run: " + outcome.output()).isZero();
            assertThat(outcome.output()).contains("Bucket made-by-script is there.");
        }
    }

    @Test
    void aWrongSecretIsTold() throws Exception {
        // When
        Outcome outcome = create("never-made", "wrong");

        // Then
        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.output()).contains("HTTP status 403").doesNotContain("wrong");
    }

    private record Outcome(int exit, String output) {}

    private static Outcome create(String bucket, String secret) throws Exception {
        Path script = Repository.ROOT.resolve("deploy/compose/create-bucket.sh");
        ProcessBuilder process = new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of(
                        "LOADSTREAM_LAKE_ENDPOINT",
                        store.endpoint(),
                        "LOADSTREAM_LAKE_REGION",
                        EmbeddedObjectStore.REGION,
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
