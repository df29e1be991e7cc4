package io.loadstream.lake;

import java.net.URI;
import java.util.Objects;

/**
 * Where the lake is.
 *
 * @param endpoint of the S3 API, such as {@code http://localhost:9000}
 * @param region that requests are signed for; any name where the server does not care
 * @param bucket that holds the lake; it must exist
 */
public record LakeSettings(URI endpoint, String region, String bucket, String accessKey, String secretKey) {

    public LakeSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        requireText("region", region);
        requireText("bucket", bucket);
        requireText("access key", accessKey);
        requireText("secret key", secretKey);
    }

    private static void requireText(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the lake's " + name + " must not be blank");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return bucket + " at " + endpoint;
    }
}
