package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.FaultProxy;
import io.loadstream.embedded.FaultProxy.Fault;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.tracing.Tracing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadConfigurationTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = new Rig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void aMissingBucketIsToldWithItsRemedy() {
        assertThat(refusal(rig.objectStore.endpoint(), "no-such-bucket", EmbeddedObjectStore.SECRET_KEY))
                .contains("no bucket no-such-bucket")
                .contains("create it, or set loadstream.lake.bucket");
    }

    @Test
    void aWrongKeyIsToldWithItsRemedy() {
        assertThat(refusal(rig.objectStore.endpoint(), EmbeddedObjectStore.BUCKET, "wrong"))
                .contains("refuses the access key (403)")
                .contains("check loadstream.lake.access-key");
    }

    @Test
    void aStoreThatOverwritesIsRefused() throws IOException {
        assertThat(refusalByAStoreThatAlwaysAnswers(200))
                .contains("does not honour If-None-Match on PUT (8 of 8 writers of one key won)")
                .contains("use a store with atomic conditional writes");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 501})
    void aStoreThatDoesNotKnowConditionalWritesIsRefused(int status) throws IOException {
        assertThat(refusalByAStoreThatAlwaysAnswers(status))
                .contains("does not know conditional writes (" + status + ")")
                .contains("use one that takes If-None-Match on PUT");
    }

    private static String refusalByAStoreThatAlwaysAnswers(int status) throws IOException {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        store.start();
        try {
            String endpoint = "http://localhost:" + store.getAddress().getPort();
            return refusal(endpoint, EmbeddedObjectStore.BUCKET, EmbeddedObjectStore.SECRET_KEY);
        } finally {
            store.stop(0);
        }
    }

    @Test
    void aStoreThatAnswersTheLosersOfTheRaceWithAConflictIsFit() throws Exception {
        probe(put -> put == 0 ? 200 : 409, "ConditionalRequestConflict");
    }

    @Test
    void aRaceThatNobodyWinsForConflictsIsRunAgain() {
        assertThatThrownBy(() -> probe(put -> 409, "ConditionalRequestConflict"))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void aClockThatIsWrongIsToldAndWaitedFor() {
        assertThatThrownBy(() -> probe(put -> 403, "RequestTimeTooSkewed"))
                .isInstanceOf(CompletionException.class)
                .satisfies(
                        failure -> assertThat(Failures.describe(failure))
                                .isEqualTo(
                                        "the store answers 403: its clock and this machine's are too far apart, set them right"));
    }

    @Test
    void aKeyThatIsWrongIsRefusedForGood() {
        assertThatThrownBy(() -> probe(put -> 403, "SignatureDoesNotMatch"))
                .isInstanceOf(StoreProbe.UnfitStoreException.class)
                .hasMessageContaining("refuses the access key");
    }

    @ParameterizedTest
    @CsvSource({
        "301, PermanentRedirect, set loadstream.lake.region and loadstream.lake.endpoint",
        "400, AuthorizationHeaderMalformed, is in another region than us-east-1",
        "400, InvalidBucketName, set loadstream.lake.bucket",
        "400, InvalidArgument, does not know conditional writes (400)",
        "501, NotImplemented, does not know conditional writes (501)",
        "400, ExpiredToken, 'refuses to write (400, ExpiredToken)'"
    })
    void whatTheStoreCallsTheFailureTellsTheRemedy(int status, String code, String remedy) {
        assertThatThrownBy(() -> probe(put -> status, code))
                .isInstanceOf(StoreProbe.UnfitStoreException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void aClockThatGoesWrongOnTheWayIsToldThoughTheAnswerToTheSecondQuestionDoesNotSayWhy() {
        rig.createTopic("clock", 1);
        try (FaultProxy proxy = FaultProxy.before(rig.objectStore.port());
                Archiver archiver = rig.start(rig.settings("clock"), proxy.endpoint())) {
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
            proxy.faults(request -> new Fault.Answered(403, "RequestTimeTooSkewed"));
            rig.produce("clock", 1, 0, 10);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(archiver.problems().toString())
                            .contains("its clock and this machine's are too far apart"));

            proxy.faults(request -> new Fault.None());
            await().atMost(SOON).until(() -> rig.archivedRows("clock", 1) == 10);
        }
    }

    /** @param answer the status of each PUT by its number */
    private static void probe(IntUnaryOperator answer, String errorCode) throws IOException, InterruptedException {
        byte[] error =
                ("<Error><Code>" + errorCode + "</Code><Message>no</Message></Error>").getBytes(StandardCharsets.UTF_8);
        AtomicInteger puts = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            int status = exchange.getRequestMethod().equals("PUT") ? answer.applyAsInt(puts.getAndIncrement()) : 204;
            boolean well = status < 300;
            exchange.sendResponseHeaders(status, well ? -1 : error.length);
            if (!well) {
                exchange.getResponseBody().write(error);
            }
            exchange.close();
        });
        server.start();
        LakeSettings lake = Rig.lake("http://localhost:" + server.getAddress().getPort());
        try (LakeStore store = LakeStore.open(lake)) {
            new StoreProbe(store, lake).run();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anUnknownTopicIsToldAndWaitedFor() {
        try (Archiver archiver = rig.start(rig.settings("late", "later"))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(archiver.problems())
                            .containsEntry(
                                    "topics",
                                    "not on the broker: late, later; create them, or take them out of"
                                            + " loadstream.archiver.topics"));
            assertThat(archiver.state()).isEqualTo(Archiver.State.STARTING);

            rig.createTopic("late", 1);
            rig.createTopic("later", 1);
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
        }
    }

    private static String refusal(String endpoint, String bucket, String secretKey) {
        LakeSettings lake = new LakeSettings(
                URI.create(endpoint), EmbeddedObjectStore.REGION, bucket, EmbeddedObjectStore.ACCESS_KEY, secretKey);
        try (Archiver archiver = new Archiver(
                rig.settings("any"),
                rig.kafkaConfiguration(),
                lake,
                rig.registry,
                Clock.systemUTC(),
                Tracing.OFF,
                () -> {})) {
            archiver.start();
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.FAILED);
            String problem = archiver.problems().get("archiver");
            assertThat(problem).doesNotContain("\n");
            return problem;
        }
    }
}
