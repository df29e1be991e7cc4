package io.loadstream.local.lake;

import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.run.RunFailedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which lake: by option, else by the environment variables that the services read, else the services' defaults. */
final class LakeOptions {

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "S3 endpoint (LOADSTREAM_LAKE_ENDPOINT; default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:LOADSTREAM_LAKE_ENDPOINT:-http://localhost:9000}")
    private URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Region to sign for (LOADSTREAM_LAKE_REGION; default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:LOADSTREAM_LAKE_REGION:-us-east-1}")
    private String region;

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "Bucket (LOADSTREAM_LAKE_BUCKET; default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:LOADSTREAM_LAKE_BUCKET:-loadstream}")
    private String bucket;

    @Option(
            names = "--access-key",
            paramLabel = "KEY",
            description = "Access key (LOADSTREAM_LAKE_ACCESS_KEY; default: ${DEFAULT-VALUE}).",
            defaultValue = "${env:LOADSTREAM_LAKE_ACCESS_KEY:-loadstream}")
    private String accessKey;

    @Option(
            names = "--secret-key",
            paramLabel = "KEY",
            description = "Secret key (LOADSTREAM_LAKE_SECRET_KEY).",
            defaultValue = "${env:LOADSTREAM_LAKE_SECRET_KEY:-loadstream-secret}")
    private String secretKey;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM certificates of who may have signed the store's (LOADSTREAM_LAKE_CA_FILE;"
                    + " default: the public authorities).",
            defaultValue = "${env:LOADSTREAM_LAKE_CA_FILE}")
    private Path caFile;

    /** What a command does with the store. */
    @FunctionalInterface
    interface Work {
        int with(LakeStore store) throws IOException;
    }

    /** @throws RunFailedException when the lake, or the way to it, is not as it must be */
    int use(Work work) throws IOException {
        LakeSettings settings = settings();
        try (LakeStore store = LakeStore.open(settings)) {
            return work.with(store);
        } catch (IOException | RuntimeException e) {
            throw LakeTrouble.told(e, settings);
        }
    }

    private LakeSettings settings() {
        if (endpoint.getHost() == null || !List.of("http", "https").contains(endpoint.getScheme())) {
            throw new RunFailedException("--endpoint must be like http://localhost:9000: " + endpoint);
        }
        try {
            return new LakeSettings(endpoint, region, bucket, accessKey, secretKey, caFile);
        } catch (IllegalArgumentException e) {
            throw new RunFailedException(e.getMessage());
        }
    }
}
