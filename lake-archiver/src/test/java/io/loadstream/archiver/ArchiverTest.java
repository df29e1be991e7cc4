package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.lake.ChainFile;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchiverTest {

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
    void everyRecordLandsOnceInOrderAndSurvivesRestarts() {
        rig.createTopic("restarts", 3);
        ArchiveSettings settings = rig.settings("restarts");
        rig.produce("restarts", 3, 0, 2_000);
        try (Archiver first = rig.start(settings)) {
            awaitRows("restarts", 3, 2_000);
        }

        rig.produce("restarts", 3, 2_000, 4_000);
        try (Archiver second = rig.start(settings)) {
            awaitRows("restarts", 3, 4_000);
        }

        assertThat(rig.archived("restarts", 3)).containsExactlyInAnyOrderElementsOf(Rig.expected(3, 4_000));
    }

    @Test
    void bookingsLandTypedAndWhatDoesNotParseLandsWithItsError() {
        rig.createTopic("bookings", 1);
        BookingCreated booking = new BookingCreated(
                Instant.parse("2025-11-28T20:24:04.414845Z"),
                "F1",
                "b-1",
                "WEB",
                "K",
                "GBP",
                new BigDecimal("99.95"),
                List.of(new BookingCreated.Passenger("P1", "1B", "Y")),
                null);
        ProducerRecord<byte[], byte[]> good = new ProducerRecord<>(
                "bookings", 0, 1_700_000_000_123L, Rig.bytes("F1"), new EventWriter().write(booking));
        good.headers().add("traceparent", Rig.bytes("00-1"));
        rig.produce(good);
        rig.produce(new ProducerRecord<>("bookings", 0, Rig.bytes("F1"), Rig.bytes("{\"event_type\":")));
        rig.produce(new ProducerRecord<>("bookings", 0, Rig.bytes("F1"), null));
        rig.produce(new ProducerRecord<>(
                "bookings",
                0,
                null,
                Rig.bytes("{\"event_type\":\"FlightDeparted\",\"event_time\":\"2025-11-28T20:24:04Z\","
                        + "\"flight_id\":\"F1\"}")));

        try (Archiver archiver = rig.start(rig.settings("bookings"))) {
            awaitRows("bookings", 1, 4);
        }

        List<Group> rows = rig.rows("bookings", 0);
        Group typed = rows.getFirst();
        assertThat(typed.getString("booking_id", 0)).isEqualTo("b-1");
        assertThat(typed.getLong("total_price", 0)).isEqualTo(999_500);
        assertThat(typed.getLong("_timestamp", 0)).isEqualTo(1_700_000_000_123_000L);
        assertThat(typed.getGroup("_headers", 0).toString()).contains("traceparent");
        assertThat(typed.getBinary("_raw", 0).getBytes()).isEqualTo(good.value());
        assertThat(typed.getFieldRepetitionCount("_error")).isZero();
        assertThat(rows.get(1).getString("_error", 0)).contains("not valid JSON");
        assertThat(rows.get(1).getBinary("_raw", 0).toStringUsingUTF8()).isEqualTo("{\"event_type\":");
        assertThat(rows.get(2).getString("_error", 0)).isEqualTo("record has no value");
        assertThat(rows.get(2).getFieldRepetitionCount("_raw")).isZero();
        assertThat(rows.get(3).getString("_error", 0)).contains("does not belong to this topic: FlightDeparted");
        ChainFile file = rig.files("bookings", 0).getFirst();
        assertThat(file.minEventTime()).isEqualTo(booking.eventTime());
    }

    @Test
    void abortedRecordsAreNotArchivedAndTheChainHasNoGapInItsKeys() {
        rig.createTopic("transactions", 1);
        try (KafkaProducer<byte[], byte[]> producer = transactional("t1")) {
            for (int i = 0; i < 10; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactions", 0, null, Rig.bytes("v" + i)));
                producer.send(new ProducerRecord<>("transactions", 0, null, Rig.bytes("w" + i)));
                if (i % 2 == 0) {
                    producer.commitTransaction();
                } else {
                    producer.flush();
                    producer.abortTransaction();
                }
            }
        }

        try (Archiver archiver = rig.start(rig.settings("transactions"))) {
            awaitRows("transactions", 1, 10);
        }

        assertThat(rig.archived("transactions", 1))
                .containsExactly(
                        "0:0=v0", "0:1=w0", "0:6=v2", "0:7=w2", "0:12=v4", "0:13=w4", "0:18=v6", "0:19=w6", "0:24=v8",
                        "0:25=w8");
    }

    @Test
    void markersAndAbortedRecordsThatRetentionDeletesAreNoGap() throws Exception {
        rig.createTopic("markers", 2);
        try (KafkaProducer<byte[], byte[]> producer = transactional("t2")) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("markers", 0, null, Rig.bytes("v0")));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("markers", 0, null, Rig.bytes("aborted")));
            producer.send(new ProducerRecord<>("markers", 1, null, Rig.bytes("aborted")));
            producer.flush();
            producer.abortTransaction();
        }
        ArchiveSettings settings = rig.settings("markers");
        try (Archiver first = rig.start(settings)) {
            awaitRows("markers", 1, 1);
            awaitCommitted(
                    settings.groupId(),
                    Map.of(new TopicPartition("markers", 0), 4L, new TopicPartition("markers", 1), 2L));
        }
        try (Admin admin = rig.kafka.admin()) {
            RecordsToDelete all = RecordsToDelete.beforeOffset(-1);
            admin.deleteRecords(Map.of(new TopicPartition("markers", 0), all, new TopicPartition("markers", 1), all))
                    .all()
                    .get();
        }

        try (Archiver second = rig.start(settings)) {
            rig.produce(new ProducerRecord<>("markers", 0, null, Rig.bytes("v4")));
            rig.produce(new ProducerRecord<>("markers", 1, null, Rig.bytes("v2")));
            awaitRows("markers", 2, 3);
        }

        assertThat(rig.archived("markers", 2)).containsExactly("0:0=v0", "0:4=v4", "1:2=v2");
        assertThat(rig.files("markers", 0)).noneMatch(ChainFile::gap);
        assertThat(rig.files("markers", 1)).noneMatch(ChainFile::gap);
    }

    private static KafkaProducer<byte[], byte[]> transactional(String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                rig.kafka.bootstrapServers(),
                "transactional.id",
                id,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class));
        producer.initTransactions();
        return producer;
    }

    private static void awaitCommitted(String group, Map<TopicPartition, Long> offsets) {
        try (Admin admin = rig.kafka.admin()) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(admin.listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata()
                                    .get())
                            .allSatisfy((partition, committed) ->
                                    assertThat(committed.offset()).isEqualTo(offsets.get(partition)))
                            .hasSameSizeAs(offsets));
        }
    }

    @Test
    void aQuietTopicsTailLandsWithinItsAgeLimit() {
        rig.createTopic("quiet", 1);
        try (Archiver archiver = rig.start(rig.settings("quiet"))) {
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
            rig.produce("quiet", 1, 0, 1);
            awaitRows("quiet", 1, 1);
            await().atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> rig.registry
                                    .get("loadstream.archive.files")
                                    .tag("topic", "quiet")
                                    .tag("reason", "AGE")
                                    .counter()
                                    .count()
                            == 1);
        }
    }

    @Test
    void whenAllBuffersTogetherAreFullTheFullestFileIsEndedEarly() {
        rig.createTopic("full", 4);
        ArchiveSettings usual = rig.settings("full");
        ArchiveSettings patient = new ArchiveSettings(
                usual.groupId(),
                usual.topics(),
                usual.writerId(),
                Duration.ofMinutes(10),
                4 << 20,
                1_000_000,
                4 << 20,
                1,
                true,
                Duration.ZERO,
                Rig.COMPACTION);
        byte[] kilobyte = new byte[1_000];
        for (int partition = 1; partition < 4; partition++) {
            rig.produce("full", partition, 200, kilobyte);
        }
        rig.produce("full", 0, 3_900, kilobyte);

        try (Archiver archiver = rig.start(patient)) {
            await().atMost(SOON).until(() -> !rig.files("full", 0).isEmpty());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(rig.registry
                                    .find("loadstream.archive.files")
                                    .tag("topic", "full")
                                    .tag("reason", "MEMORY")
                                    .counter())
                            .isNotNull());
            assertThat(rig.archivedRows("full", 4))
                    .isEqualTo(rig.files("full", 0).getFirst().rows());
        }

        assertThat(rig.archivedRows("full", 4)).as("the others at the end").isEqualTo(4_500);
    }

    @Test
    void threeArchiversThatComeAndGoShareThePartitions() {
        rig.createTopic("shared", 6);
        Deque<Archiver> archivers = new ArrayDeque<>(List.of(rig.start(rig.settings("shared"))));
        int sent = 0;
        for (int round = 0; round < 4; round++) {
            rig.produce("shared", 6, sent, sent += 1_500);
            archivers.add(rig.start(rig.settings("shared")));
            rig.produce("shared", 6, sent, sent += 1_500);
            awaitRows("shared", 6, sent - 1_500);
            rig.produce("shared", 6, sent, sent += 1_500);
            if (archivers.size() == 3) {
                archivers.remove().close();
            }
        }
        awaitRows("shared", 6, sent);
        archivers.forEach(Archiver::close);

        assertThat(rig.archived("shared", 6)).containsExactlyInAnyOrderElementsOf(Rig.expected(6, sent));
    }

    @Test
    void aClockThatJumpsChangesNeitherWhenFilesEndNorWhatIsInThem() {
        rig.createTopic("jumps", 1);
        AtomicInteger looks = new AtomicInteger();
        Clock jumping = new Clock() {
            @Override
            public Instant instant() {
                Instant now = Instant.now();
                return looks.getAndIncrement() % 2 == 0
                        ? now.minus(Duration.ofDays(400))
                        : now.plus(Duration.ofDays(400));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (Archiver archiver = rig.start(rig.settings("jumps"), rig.objectStore.endpoint(), Map.of(), jumping)) {
            await().atMost(SOON).until(() -> archiver.state() == Archiver.State.ARCHIVING);
            for (int i = 0; i < 6; i++) {
                long stamp = i % 2 == 0 ? 0 : 1_700_000_000_000L;
                rig.produce(new ProducerRecord<>("jumps", 0, stamp, Rig.bytes("k" + i), Rig.bytes("v" + i)));
                awaitRows("jumps", 1, i + 1);
            }
        }

        assertThat(looks.get()).isPositive();
        assertThat(rig.files("jumps", 0)).hasSize(6);
        assertThat(rig.archived("jumps", 1)).containsExactlyElementsOf(Rig.expected(1, 6));
    }

    @Test
    void twoWritersThatBothBelieveToOwnAPartitionStillMakeOneChain() {
        rig.createTopic("contested", 2);
        // Two groups: both are assigned everything, as a zombie and its successor would be.
        ArchiveSettings one = rig.settings("contested");
        ArchiveSettings other = new ArchiveSettings(
                "another-group",
                one.topics(),
                "other",
                Duration.ofMillis(170),
                one.maxBytes(),
                70,
                one.bufferBytes(),
                1,
                true,
                Duration.ZERO,
                Rig.COMPACTION);
        try (Archiver first = rig.start(one);
                Archiver second = rig.start(other)) {
            for (int i = 0; i < 10; i++) {
                rig.produce("contested", 2, i * 400, (i + 1) * 400);
                awaitRows("contested", 2, i * 400);
            }
            awaitRows("contested", 2, 4_000);
        }

        assertThat(rig.archived("contested", 2)).containsExactlyInAnyOrderElementsOf(Rig.expected(2, 4_000));
        assertThat(rig.registry
                        .get("loadstream.archive.adopted")
                        .tag("topic", "contested")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void offsetsThatSomebodyMovedByHandChangeNothing() throws Exception {
        rig.createTopic("moved", 1);
        ArchiveSettings settings = rig.settings("moved");
        rig.produce("moved", 1, 0, 1_200);
        try (Archiver archiver = rig.start(settings)) {
            awaitRows("moved", 1, 1_200);
        }

        for (long offset : new long[] {0, 7, 1_199}) {
            try (Admin admin = rig.kafka.admin()) {
                await().atMost(SOON).ignoreExceptions().until(() -> {
                    admin.alterConsumerGroupOffsets(
                                    settings.groupId(),
                                    Map.of(new TopicPartition("moved", 0), new OffsetAndMetadata(offset)))
                            .all()
                            .get();
                    return true;
                });
            }
            long before = rig.archivedRows("moved", 1);
            rig.produce("moved", 1, (int) before, (int) before + 100);
            try (Archiver archiver = rig.start(settings)) {
                awaitRows("moved", 1, before + 100);
            }
        }

        assertThat(rig.archived("moved", 1)).containsExactlyElementsOf(Rig.expected(1, 1_500));
    }

    @Test
    void recordsThatRetentionDeletedAreMarkedAsAGap() throws Exception {
        rig.createTopic("gap", 1);
        ArchiveSettings settings = rig.settings("gap");
        rig.produce("gap", 1, 0, 100);
        try (Archiver archiver = rig.start(settings)) {
            awaitRows("gap", 1, 100);
        }
        rig.produce("gap", 1, 100, 300);
        try (Admin admin = rig.kafka.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition("gap", 0), RecordsToDelete.beforeOffset(250)))
                    .all()
                    .get();
        }

        try (Archiver archiver = rig.start(settings)) {
            awaitRows("gap", 1, 150);
        }

        List<ChainFile> files = rig.files("gap", 0);
        ChainFile marker = files.stream().filter(ChainFile::gap).findFirst().orElseThrow();
        assertThat(marker.start()).isEqualTo(100);
        assertThat(marker.last()).isEqualTo(249);
        assertThat(marker.rows()).isZero();
        assertThat(rig.registry
                        .get("loadstream.archive.gap.offsets")
                        .tag("topic", "gap")
                        .counter()
                        .count())
                .isEqualTo(150);
    }

    @Test
    void aBrokerThatLostRecordsIsNotTrustedToGiveTheirOffsetsOutAgain() {
        rig.createTopic("lost", 1);
        rig.produce("lost", 1, 0, 100);
        // As if 200 had been archived before the broker fell back to 100.
        EncodedFile archived = new FileEncoder("before", true).gap(rig.chain("lost", 0), 0, 199);
        rig.store
                .putIfAbsent(
                        archived.file().key(),
                        archived.content(),
                        archived.file().metadata())
                .join();

        try (Archiver archiver = rig.start(rig.settings("lost"))) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(archiver.problems())
                            .hasEntrySatisfying(
                                    "lost-0",
                                    problem -> assertThat(problem)
                                            .contains("up to offset 199, the broker only up to 99")
                                            .contains("it has lost records, and would use their offsets again")
                                            .contains("recreate the topic")));
            rig.produce("lost", 1, 100, 150);
            await().during(Duration.ofSeconds(1))
                    .atMost(SOON)
                    .until(() -> !archiver.problems().isEmpty());
        }

        assertThat(rig.files("lost", 0)).containsExactly(archived.file());
    }

    @Test
    void aTopicThatIsMadeAgainGetsAChainOfItsOwn() throws Exception {
        rig.createTopic("reborn", 1);
        ArchiveSettings settings = rig.settings("reborn");
        rig.produce("reborn", 1, 0, 50);
        String firstLife = rig.topicId("reborn");
        try (Archiver archiver = rig.start(settings)) {
            awaitRows("reborn", 1, 50);
            try (Admin admin = rig.kafka.admin()) {
                admin.deleteTopics(List.of("reborn")).all().get();
                await().atMost(SOON)
                        .until(() -> !admin.listTopics().names().get().contains("reborn"));
            }
            rig.createTopic("reborn", 1);
            rig.produce("reborn", 1, 0, 80);
            awaitRows("reborn", 1, 80);
        }

        assertThat(rig.topicId("reborn")).isNotEqualTo(firstLife);
        assertThat(rig.archived("reborn", 1)).containsExactlyElementsOf(Rig.expected(1, 80));
        assertThat(rig.chains.chains("reborn").join()).hasSize(2);
    }

    @Test
    void archivingGoesOnWhileOldFilesAreFoldedAndDeleted() {
        rig.createTopic("folded", 1);
        ArchiveSettings plain = rig.settings("folded");
        ArchiveSettings folding = new ArchiveSettings(
                plain.groupId(),
                plain.topics(),
                plain.writerId(),
                plain.maxAge(),
                plain.maxBytes(),
                50,
                plain.bufferBytes(),
                1,
                true,
                Duration.ofMillis(200),
                Rig.COMPACTION);
        for (int round = 0; round < 3; round++) {
            try (Archiver archiver = rig.start(folding)) {
                for (int from = round * 300; from < (round + 1) * 300; from += 60) {
                    int to = from + 60;
                    rig.produce("folded", 1, from, to);
                    await().atMost(SOON)
                            .until(() -> rig.indexedOffsets("folded", 0).size() == to);
                }
                // The newest file, and at most one before it that has nothing to be folded with.
                await().atMost(SOON)
                        .until(() ->
                                rig.chains.starts(rig.chain("folded", 0)).join().size() <= 2);
            }
        }

        assertThat(rig.indexedOffsets("folded", 0))
                .containsExactlyElementsOf(LongStream.range(0, 900).boxed().toList());
    }

    private static void awaitRows(String topic, int partitions, long rows) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rig.archivedRows(topic, partitions) >= rows);
    }
}
