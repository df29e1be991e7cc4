package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedObjectStoreTest {

    @Test
    void objectOutlivesAKillAndCannotBeOverwrittenOnCondition(@TempDir Path folder) {
        // Given
        try (EmbeddedObjectStore store = EmbeddedObjectStore.in(folder.resolve("store"));
                S3Client client = clientOf(store)) {
            putIfAbsent(client, "first");

            // When
            store.kill();
            assertThat(Ports.isOpen(store.port())).isFalse();
            store.start();

            // Then
            assertThatThrownBy(() -> putIfAbsent(client, "second"))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(412));
            assertThat(client.getObjectAsBytes(get ->
                                    get.bucket(EmbeddedObjectStore.BUCKET).key("raw/a"))
                            .asUtf8String())
                    .isEqualTo("first");
        }
        assertThat(Files.exists(folder.resolve("store"))).isFalse();
    }

    private static void putIfAbsent(S3Client client, String content) {
        client.putObject(
                put -> put.bucket(EmbeddedObjectStore.BUCKET).key("raw/a").ifNoneMatch("*"),
                RequestBody.fromString(content));
    }

    private static S3Client clientOf(EmbeddedObjectStore store) {
        return S3Client.builder()
                .endpointOverride(URI.create(store.endpoint()))
                .region(Region.of(EmbeddedObjectStore.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(EmbeddedObjectStore.ACCESS_KEY, EmbeddedObjectStore.SECRET_KEY)))
                .forcePathStyle(true)
                .build();
    }
}
