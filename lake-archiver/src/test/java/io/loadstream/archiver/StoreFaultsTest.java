package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.loadstream.embedded.FaultProxy;
import io.loadstream.embedded.FaultProxy.Fault;
import io.loadstream.lake.ChainFile;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StoreFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** The outage lasts longer than an archiver may stay silent. */
    private static final Map<String, Object> IMPATIENT_GROUP =
            Map.of("max.poll.interval.ms", 2_000, "heartbeat.interval.ms", 500);

    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = new Rig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("refused", new Fault.Refused()),
                Arguments.of("answers-500", new Fault.Answered(500)),
                Arguments.of("answers-503", new Fault.Answered(503)),
                Arguments.of("answers-507", new Fault.Answered(507)),
                Arguments.of("answers-412", new Fault.Answered(412)),
                Arguments.of("answers-403", new Fault.Answered(403, "AccessDenied")),
                Arguments.of("answers-409", new Fault.Answered(409, "ConditionalRequestConflict")),
                Arguments.of("slow", new Fault.Delayed(400)),
                Arguments.of("cut-in-put", new Fault.CutInRequest()),
                // As long as the pause before the next attempt, about: it lands after HEAD found nothing.
                Arguments.of("lands-late", new Fault.LandsLate(75)),
                Arguments.of("answer-lost", new Fault.AnswerLost()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whateverTheStoreDoesToHalfOfAllWritesEveryRecordLandsOnce(String name, Fault fault) {
        rig.createTopic(name, 2);
        try (FaultProxy proxy = FaultProxy.before(rig.objectStore.port());
                Archiver archiver = rig.start(rig.settings(name), proxy.endpoint())) {
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
            Random random = new Random(4);
            AtomicInteger struck = new AtomicInteger();
            proxy.faults(request -> {
                if (request.startsWith("PUT") && random.nextBoolean()) {
                    struck.incrementAndGet();
                    return fault;
                }
                return new Fault.None();
            });
            for (int i = 0; i < 4; i++) {
                rig.produce(name, 2, i * 750, (i + 1) * 750);
                awaitRows(name, 2, i * 750);
            }
            awaitRows(name, 2, 3_000);
            assertThat(struck).as("writes that were spoilt").hasPositiveValue();
            await().atMost(SOON).until(() -> archiver.problems().isEmpty());
        }

        assertThat(rig.archived(name, 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 3_000));
    }

    static Stream<Arguments> faultsOfReads() {
        return Stream.of(
                Arguments.of("reads-refused", new Fault.Refused()),
                Arguments.of("reads-answer-500", new Fault.Answered(500)),
                Arguments.of("reads-slow", new Fault.Delayed(400)),
                Arguments.of("reads-answer-lost", new Fault.AnswerLost()));
    }

    /** By reads a chain's end is found, and what became of a write whose answer did not come. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfReads")
    void whateverTheStoreDoesToHalfOfAllReadsTheChainGoesOnWhereItEnds(String name, Fault fault) {
        rig.createTopic(name, 2);
        ArchiveSettings settings = rig.settings(name);
        rig.produce(name, 2, 0, 1_000);
        try (Archiver first = rig.start(settings)) {
            awaitRows(name, 2, 1_000);
        }
        try (FaultProxy proxy = FaultProxy.before(rig.objectStore.port())) {
            Random random = new Random(5);
            AtomicInteger struck = new AtomicInteger();
            proxy.faults(request -> {
                if (request.startsWith("PUT")) {
                    return request.contains("/raw/") && random.nextBoolean()
                            ? new Fault.AnswerLost()
                            : new Fault.None();
                }
                if (!request.contains("probe") && random.nextBoolean()) {
                    struck.incrementAndGet();
                    return fault;
                }
                return new Fault.None();
            });
            try (Archiver second = rig.start(settings, proxy.endpoint())) {
                rig.produce(name, 2, 1_000, 3_000);
                awaitRows(name, 2, 3_000);
                await().atMost(SOON).until(() -> second.problems().isEmpty());
            }
            assertThat(struck).as("reads that were spoilt").hasPositiveValue();
        }

        assertThat(rig.archived(name, 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 3_000));
    }

    @Test
    void whileTheStoreIsFullForLongMemoryStaysBoundedHealthSaysSoAndTheGroupKeepsItsMember() throws Exception {
        rig.createTopic("down", 2);
        ArchiveSettings bounded = new ArchiveSettings(
                "archive-down",
                List.of("down"),
                "w",
                Duration.ofMillis(300),
                200_000,
                100_000,
                400_000,
                1,
                true,
                Duration.ZERO,
                Rig.COMPACTION);
        try (FaultProxy proxy = FaultProxy.before(rig.objectStore.port());
                Archiver archiver = rig.start(bounded, proxy.endpoint(), IMPATIENT_GROUP, Clock.systemUTC())) {
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
            rig.produce("down", 2, 0, 100);
            awaitRows("down", 2, 100);
            proxy.faults(request -> request.startsWith("PUT") ? new Fault.Answered(507) : new Fault.None());
            rig.produce("down", 2, 100, 40_000);

            await().atMost(SOON).until(() -> !archiver.problems().isEmpty());
            assertThat(archiver.problems().toString())
                    .contains("cannot store a file: the store answers 507: it is full, give it room");
            // One poll may come on top of the limit: 5,000 records of about 212 bytes.
            await().during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> archiver.bufferedBytes() > 0 && archiver.bufferedBytes() < 400_000 + 5_000 * 220);
            assertThat(archiver.state()).isEqualTo(Archiver.State.ARCHIVING);
            assertThat(membersOf("archive-down")).isEqualTo(1);

            proxy.faults(request -> new Fault.None());
            awaitRows("down", 2, 40_000);
            await().atMost(SOON).until(() -> archiver.problems().isEmpty());
        }
        assertThat(rig.archived("down", 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 40_000));
    }

    @Test
    void whatIsHeldWhenRetentionOvertakesTheArchiverIsStoredBeforeTheGapIsMarked() throws Exception {
        rig.createTopic("overtaken", 2);
        ArchiveSettings patient = new ArchiveSettings(
                "archive-overtaken",
                List.of("overtaken"),
                "w",
                Duration.ofMinutes(10),
                100_000,
                100_000,
                100_000,
                1,
                true,
                Duration.ZERO,
                Rig.COMPACTION);
        Map<String, Object> noLongPolls = Map.of("fetch.max.wait.ms", 10);
        byte[] incompressible = new byte[200_000];
        new Random(6).nextBytes(incompressible);
        try (FaultProxy proxy = FaultProxy.before(rig.objectStore.port());
                Archiver archiver = rig.start(patient, proxy.endpoint(), noLongPolls, Clock.systemUTC())) {
            rig.produce("overtaken", 0, 10, Rig.bytes("held"));
            await().atMost(SOON).until(() -> archiver.bufferedBytes() > 0);
            proxy.faults(request -> request.startsWith("PUT") ? new Fault.Refused() : new Fault.None());
            rig.produce("overtaken", 1, 1, incompressible);
            // Full: nothing more is fetched.
            await().atMost(SOON)
                    .until(() -> archiver.bufferedBytes() > 200_000
                            && !archiver.problems().isEmpty());
            rig.produce("overtaken", 0, 100, Rig.bytes("later"));
            try (Admin admin = rig.kafka.admin()) {
                admin.deleteRecords(Map.of(new TopicPartition("overtaken", 0), RecordsToDelete.beforeOffset(50)))
                        .all()
                        .get();
            }

            proxy.faults(request -> new Fault.None());

            await().atMost(SOON).until(() -> rig.files("overtaken", 0).size() == 2);
            await().atMost(SOON).until(() -> archiver.bufferedBytes() > 0);
        }
        assertThat(rig.files("overtaken", 0))
                .extracting(ChainFile::start, ChainFile::last, ChainFile::rows, ChainFile::gap)
                .containsExactly(tuple(0L, 9L, 10L, false), tuple(10L, 49L, 0L, true), tuple(50L, 109L, 60L, false));
    }

    private static int membersOf(String group) throws Exception {
        try (Admin admin = rig.kafka.admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        }
    }

    private static void awaitRows(String topic, int partitions, long rows) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rig.archivedRows(topic, partitions) >= rows);
    }
}
