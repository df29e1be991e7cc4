package io.loadstream.lake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the lake is.
 *
 * @param endpoint of the S3 API, such as {@code http://localhost:9000}
 * @param region that requests are signed for; any name where the server does not care
 * @param bucket that holds the lake; it must exist
 * @param caFile PEM file with the certificates of those who may have signed the store's, instead of the public authorities
 *     that Java knows; {@code null} for these
 */
public record LakeSettings(
        URI endpoint, String region, String bucket, String accessKey, String secretKey, Path caFile) {

    /** The services' default: good for a store on this machine, and for no other. */
    public static final String PUBLISHED_SECRET = "loadstream-secret";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public LakeSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        requireText("region", region);
        requireText("bucket", bucket);
        requireText("access key", accessKey);
        requireText("secret key", secretKey);
    }

    /** A store without TLS, or with a certificate that a public authority signed. */
    public LakeSettings(URI endpoint, String region, String bucket, String accessKey, String secretKey) {
        this(endpoint, region, bucket, accessKey, secretKey, null);
    }

    private static void requireText(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the lake's " + name + " must not be blank");
        }
    }

    /** What is wrong with them though they work: a secret that everybody can read, of a store on another machine. */
    public Optional<String> weakness() {
        return secretKey.equals(PUBLISHED_SECRET) && !isHere(endpoint)
                ? Optional.of("the secret key of the lake at " + endpoint
                        + " is the published default: set another as LOADSTREAM_LAKE_SECRET_KEY")
                : Optional.empty();
    }

    private static boolean isHere(URI endpoint) {
        return LOOPBACK.contains(String.valueOf(endpoint.getHost()));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return bucket + " at " + endpoint;
    }
}
