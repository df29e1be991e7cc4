package io.loadstream.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeSettings;
import io.loadstream.local.run.RunFailedException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class LakeTroubleTest {

    private static final LakeSettings LAKE =
            new LakeSettings(URI.create("http://store:9000"), "us-east-1", "lake", "key", "secret");

    @ParameterizedTest
    @CsvSource({
        "301, PermanentRedirect, check --region and --endpoint",
        "400, AuthorizationHeaderMalformed, check --region and --bucket",
        "403, SignatureDoesNotMatch, check --access-key and --secret-key",
        "403, RequestTimeTooSkewed, its clock and this machine's are too far apart",
        "404, NoSuchBucket, check --bucket",
        "404, NoSuchKey, try again",
        "503, SlowDown, 'answers 503, SlowDown'"
    })
    void whatTheStoreAnswersIsToldWithItsRemedy(int status, String code, String remedy) {
        Exception answer = S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();

        assertThat(LakeTrouble.told(new CompletionException(answer), LAKE))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith("the object store lake at http://store:9000 ")
                .hasMessageContaining(remedy);
    }

    @Test
    void whatIsWrongWithTheLakeTheBrokerOrAFileIsTold() {
        assertThat(LakeTrouble.told(new CompletionException(new LakeException("raw/x", "is broken")), LAKE))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("raw/x is broken");
        assertThat(LakeTrouble.told(new TimeoutException("Topic x not present in metadata after 20000 ms."), LAKE))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("the broker: Topic x not present in metadata after 20000 ms.");
        assertThat(LakeTrouble.told(new SaslAuthenticationException("wrong password"), LAKE))
                .isInstanceOf(RunFailedException.class);
        assertThat(LakeTrouble.told(new UncheckedIOException(new NoSuchFileException("/no/where")), LAKE))
                .isInstanceOf(RunFailedException.class)
                .hasMessage("NoSuchFileException: /no/where");
    }

    @Test
    void aDefectOfOursKeepsItsStackTrace() {
        RuntimeException defect = new IndexOutOfBoundsException(3);

        assertThat(LakeTrouble.told(new CompletionException(defect), LAKE)).isSameAs(defect);
    }
}
