package io.loadstream.lake;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One bucket through the plain S3 API: path-style addresses, no multipart, no retries of its own. Whoever calls decides
 * what a failure means; a PUT that failed may still have landed. Safe for use by many threads.
 */
public final class LakeStore implements AutoCloseable {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    /** The most that a request may take, answer included; a store that is slower counts as down. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_CONNECTIONS = 64;

    private final S3AsyncClient s3;
    private final String bucket;

    private LakeStore(S3AsyncClient s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * Connects at the first request, not here.
     *
     * @throws IllegalArgumentException when the file of trusted certificates cannot be used
     */
    public static LakeStore open(LakeSettings settings) {
        NettyNioAsyncHttpClient.Builder http = NettyNioAsyncHttpClient.builder()
                .maxConcurrency(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(REQUEST_TIMEOUT)
                .readTimeout(REQUEST_TIMEOUT)
                .writeTimeout(REQUEST_TIMEOUT);
        if (settings.caFile() != null) {
            TrustManager[] trusted = TrustedAuthorities.read(settings.caFile());
            http.tlsTrustManagersProvider(() -> trusted);
        }
        S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(settings.endpoint())
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .forcePathStyle(true)
                // Trailing checksums are an extension that not every S3 server takes.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(http)
                .overrideConfiguration(config ->
                        config.apiCallTimeout(REQUEST_TIMEOUT).retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
        return new LakeStore(client, settings.bucket());
    }

    /**
     * Writes an object that must not exist yet.
     *
     * @param metadata names in lower case, values in ASCII
     * @return {@code true} when written, {@code false} when the key was taken. Fails when it is not known which.
     */
    public CompletableFuture<Boolean> putIfAbsent(String key, byte[] content, Map<String, String> metadata) {
        return putIfAbsent(key, content.length, AsyncRequestBody.fromBytesUnsafe(content), metadata);
    }

    /** The same, of what {@code content} holds together. */
    public CompletableFuture<Boolean> putIfAbsent(String key, List<ByteBuffer> content, Map<String, String> metadata) {
        long length = content.stream().mapToLong(ByteBuffer::remaining).sum();
        AsyncRequestBody body = AsyncRequestBody.fromRemainingByteBuffersUnsafe(content.toArray(ByteBuffer[]::new));
        return putIfAbsent(key, length, body, metadata);
    }

    private CompletableFuture<Boolean> putIfAbsent(
            String key, long length, AsyncRequestBody body, Map<String, String> metadata) {
        return s3.putObject(
                        put -> put.bucket(bucket)
                                .key(key)
                                .ifNoneMatch("*")
                                .contentLength(length)
                                .metadata(metadata),
                        body)
                .thenApply(response -> true)
                .exceptionally(failure -> {
                    if (statusOf(failure) == PRECONDITION_FAILED) {
                        return false;
                    }
                    throw wrapped(failure);
                });
    }

    /** Writes an object, over the one of that key if there is one. Never for {@code raw/}. */
    public CompletableFuture<Void> put(String key, byte[] content, Map<String, String> metadata) {
        return s3.putObject(
                        put -> put.bucket(bucket)
                                .key(key)
                                .contentLength((long) content.length)
                                .metadata(metadata),
                        AsyncRequestBody.fromBytesUnsafe(content))
                .thenApply(response -> null);
    }

    /** What the store knows of {@code key}; empty when there is no such object. */
    public CompletableFuture<Optional<StoredObject>> head(String key) {
        return s3.headObject(head -> head.bucket(bucket).key(key))
                .thenApply(found -> Optional.of(
                        new StoredObject(key, found.contentLength(), found.lastModified(), found.metadata())))
                .exceptionally(failure -> {
                    if (isMissing(failure)) {
                        return Optional.empty();
                    }
                    throw wrapped(failure);
                });
    }

    /**
     * The whole content.
     *
     * @return fails with {@link NoSuchKeyException} when there is no such object
     */
    public CompletableFuture<byte[]> get(String key) {
        return s3.getObject(get -> get.bucket(bucket).key(key), AsyncResponseTransformer.toBytes())
                .thenApply(ResponseBytes<GetObjectResponse>::asByteArrayUnsafe);
    }

    /** {@code length} bytes from {@code offset} on; both must lie within the object. */
    public CompletableFuture<byte[]> getRange(String key, long offset, int length) {
        String range = "bytes=" + offset + "-" + (offset + length - 1);
        return s3.getObject(get -> get.bucket(bucket).key(key).range(range), AsyncResponseTransformer.toBytes())
                .thenApply(ResponseBytes<GetObjectResponse>::asByteArrayUnsafe);
    }

    /**
     * Objects whose keys begin with {@code prefix}, in the order of their keys, without metadata.
     *
     * @param after only keys behind this one; {@code ""} for all
     */
    public CompletableFuture<List<StoredObject>> list(String prefix, String after) {
        return list(prefix, after, null, new ArrayList<>());
    }

    private CompletableFuture<List<StoredObject>> list(
            String prefix, String after, String continuation, List<StoredObject> found) {
        return s3.listObjectsV2(list -> {
                    list.bucket(bucket).prefix(prefix);
                    if (continuation != null) {
                        list.continuationToken(continuation);
                    } else if (!after.isEmpty()) {
                        list.startAfter(after);
                    }
                })
                .thenCompose(page -> {
                    page.contents()
                            .forEach(object -> found.add(
                                    new StoredObject(object.key(), object.size(), object.lastModified(), Map.of())));
                    return page.isTruncated()
                            ? list(prefix, after, page.nextContinuationToken(), found)
                            : CompletableFuture.completedFuture(found);
                });
    }

    /** The next parts of the keys below {@code prefix}, which ends with a slash; without their own slashes. */
    public CompletableFuture<List<String>> folders(String prefix) {
        return folders(prefix, null, new ArrayList<>());
    }

    private CompletableFuture<List<String>> folders(String prefix, String continuation, List<String> found) {
        return s3.listObjectsV2(list ->
                        list.bucket(bucket).prefix(prefix).delimiter("/").continuationToken(continuation))
                .thenCompose((ListObjectsV2Response page) -> {
                    for (CommonPrefix common : page.commonPrefixes()) {
                        found.add(common.prefix()
                                .substring(prefix.length(), common.prefix().length() - 1));
                    }
                    return page.isTruncated()
                            ? folders(prefix, page.nextContinuationToken(), found)
                            : CompletableFuture.completedFuture(found);
                });
    }

    /** Removes an object; it is no error when there is none. Never for {@code raw/} but by compaction. */
    public CompletableFuture<Void> delete(String key) {
        return s3.deleteObject(delete -> delete.bucket(bucket).key(key)).thenApply(response -> null);
    }

    /** Makes the bucket unless it is there. For set-up, not for services. */
    public CompletableFuture<Void> createBucket() {
        return s3.headBucket(head -> head.bucket(bucket))
                .thenApply(found -> CompletableFuture.<Void>completedFuture(null))
                .exceptionally(failure -> {
                    if (isMissing(failure)) {
                        return s3.createBucket(create -> create.bucket(bucket)).thenApply(created -> null);
                    }
                    throw wrapped(failure);
                })
                .thenCompose(Function.identity());
    }

    /** The HTTP status that a failed request was answered with; 0 when it got no answer. */
    public static int statusOf(Throwable failure) {
        return unwrapped(failure) instanceof S3Exception answer ? answer.statusCode() : 0;
    }

    /** What the store calls the failure, such as {@code AccessDenied}; empty when it did not say. */
    public static String codeOf(Throwable failure) {
        return unwrapped(failure) instanceof S3Exception answer && answer.awsErrorDetails() != null
                ? Objects.requireNonNullElse(answer.awsErrorDetails().errorCode(), "")
                : "";
    }

    /** Whether a request failed at the store or on the way to it, be there an answer or not. */
    public static boolean isOfStore(Throwable failure) {
        return unwrapped(failure) instanceof SdkException;
    }

    /** Whether the request failed because there is no such object or bucket. */
    public static boolean isMissing(Throwable failure) {
        return statusOf(failure) == NOT_FOUND;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static CompletionException wrapped(Throwable failure) {
        return failure instanceof CompletionException completion ? completion : new CompletionException(failure);
    }

    @Override
    public void close() {
        s3.close();
    }
}
