package io.loadstream.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.Ports;
import io.loadstream.embedded.SecureListener;
import io.loadstream.embedded.ServerCertificate;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import io.loadstream.lake.write.RowWriter;
import io.loadstream.local.run.RunFailedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LakeCommandTest {

    /** Its records have no key. */
    private static final String KEYLESS = "seat_inventory";

    private static EmbeddedObjectStore server;
    private static LakeStore store;
    private static SecureListener secure;
    private static EmbeddedKafka kafka;

    /** What a command printed, and how it ended. */
    private record Result(int status, String output) {}

    @BeforeAll
    static void fillALake() {
        server = EmbeddedObjectStore.at(Place.in(Folders.temporary("lake-command-test")));
        store = LakeStore.open(new LakeSettings(
                URI.create(server.endpoint()),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY));
        put(new Chain("flight_lifecycle", "id", 0), 0, "F2", "F0");
        put(new Chain("flight_lifecycle", "id", 0), 2, "F4");
        put(new Chain("flight_lifecycle", "id", 1), 0, "F3", "F1");
        put(new Chain(KEYLESS, "id", 5), 0, "F6", "F7");
        secure = new SecureListener(Ports.free(), ServerCertificate.in(Folders.temporary("lake-command-secrets")));
        kafka = EmbeddedKafka.inThisJvm(secure);
    }

    @AfterAll
    static void stop() {
        kafka.close();
        store.close();
        server.close();
    }

    @Test
    void lsShowsChainsAndFiles() {
        assertThat(lake("ls").output()).contains("flight_lifecycle").contains("2026-01-01T00:00:04Z");
        assertThat(lake("ls", "--files").output()).contains("raw/flight_lifecycle/id/p=0/00000000000000000002.parquet");
    }

    @Test
    void verifyFindsASoundLakeSound() {
        Result result = lake("verify");

        assertThat(result.output()).contains("3 chains, 4 files, 7 rows").contains("all as it must be");
        assertThat(result.status()).isZero();
    }

    @Test
    void verifySaysWhatIsWrongAndFailsAndABrokenChainHidesNoOther() {
        Chain broken = new Chain("bookings", "broken", 0);
        put(broken, 0, "F0", "F1");
        put(broken, 3, "F3");
        try {
            Result result = lake("verify", "bookings");

            assertThat(result.output()).contains("WRONG: ").contains("1 problems");
            assertThat(result.status()).isEqualTo(1);
            for (String command : List.of("ls", "index")) {
                Result others = lake(command);
                assertThat(others.status()).as(command).isEqualTo(1);
                assertThat(others.output()).contains("WRONG: " + broken.key(3));
            }
            assertThat(lake("ls").output()).as("the chains that are sound").contains("2026-01-01T00:00:04Z");
            assertThat(lake("index").output()).contains("3 manifests name 4 files");
        } finally {
            store.delete(broken.key(0)).join();
            store.delete(broken.key(3)).join();
        }
    }

    @Test
    void catPrintsRowsAsJsonAndCsv() {
        assertThat(lake("cat", "flight_lifecycle", "--partition", "0").output().lines())
                .hasSize(3)
                .first()
                .asString()
                .contains("\"flight_id\":\"F2\"", "\"_raw\":\"raw F2\"");
        assertThat(lake("cat", "flight_lifecycle", "--format", "CSV", "--from-offset", "2")
                        .output()
                        .lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("event_type,event_time,flight_id");
    }

    @Test
    void catPrintsListsStructsMoneyAndBytesThatAreNoText() {
        Chain bookings = new Chain("bookings", "cat", 0);
        Chain decisions = new Chain("promo_decisions", "cat", 0);
        byte[] noText = {(byte) 0xFF, 0, 1};
        put(bookings, 0, List.of(time("F1")), (row, columns) -> {
            EventColumns.write(
                    new BookingCreated(
                            time("F1"),
                            "F1",
                            "b-1",
                            "WEB, \"direct\"",
                            "K",
                            "GBP",
                            new BigDecimal("99.95"),
                            List.of(
                                    new BookingCreated.Passenger("P1", "1B", "Y"),
                                    new BookingCreated.Passenger("P2", "2B", "Y")),
                            null),
                    columns);
            columns.bytes("_key", noText);
        });
        put(decisions, 0, List.of(time("F1")), (row, columns) -> {
            columns.time("event_time", time("F1"));
            columns.struct("caused_by", "bookings", (topic, fields) -> {
                fields.text("topic", topic);
                fields.number("offset", 7);
            });
        });
        try {
            assertThat(lake("cat", "bookings").output())
                    .contains("\"total_price\":99.9500")
                    .contains("\"passengers\":[{\"passenger_id\":\"P1\",\"seat_id\":\"1B\",\"cabin_code\":\"Y\"},"
                            + "{\"passenger_id\":\"P2\",\"seat_id\":\"2B\",\"cabin_code\":\"Y\"}]")
                    .contains("\"_key\":{\"base64\":\"/wAB\"}");
            assertThat(lake("cat", "bookings", "--format", "CSV").output())
                    .contains(",\"WEB, \"\"direct\"\"\",K,GBP,99.9500,\"[{\"\"passenger_id\"\":\"\"P1\"\",")
                    .contains(",\"{\"\"base64\"\":\"\"/wAB\"\"}\",");
            assertThat(lake("cat", "promo_decisions").output())
                    .contains("\"caused_by\":{\"topic\":\"bookings\",\"offset\":7}");
        } finally {
            store.delete(bookings.key(0)).join();
            store.delete(decisions.key(0)).join();
        }
    }

    @Test
    void replayWithoutBytesOrEventTimesSaysSoAndLeavesTheFileThatIsThere(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("replayed.jsonl"), "what was there");
        Chain withoutRaw = new Chain("inventory_metrics", "no-raw", 0);
        Chain unparsed = new Chain("promo_decisions", "unparsed", 0);
        put(withoutRaw, 0, List.of(time("F1")), (row, columns) -> columns.time("event_time", time("F1")));
        put(unparsed, 0, List.of(time("F1")), (row, columns) -> {
            columns.time("event_time", time("F1"));
            columns.bytes("_raw", "of a decision".getBytes(StandardCharsets.UTF_8));
        });
        put(unparsed, 1, List.of(), (row, columns) -> columns.text("_error", "not valid JSON"));
        try {
            Result refused = lake("replay", "inventory_metrics", "--to-file", file.toString());

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.output())
                    .isEqualTo(withoutRaw.key(0) + " does not keep the bytes of its records (_raw)\n");
            assertThat(folder).isDirectoryContaining(file::equals);
            assertThat(file).hasContent("what was there");

            Result replayed = lake("replay", "promo_decisions", "--to-file", file.toString());

            assertThat(replayed.output())
                    .contains("1 records were played back")
                    .contains("1 records beside them were left out: they did not parse");
            assertThat(file).hasContent("of a decision");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        } finally {
            store.delete(withoutRaw.key(0)).join();
            store.delete(unparsed.key(0)).join();
            store.delete(unparsed.key(1)).join();
        }
    }

    @Test
    void replayWritesRecordsInEventTimeOrder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("replayed.jsonl");

        Result result = lake(
                "replay",
                "flight_lifecycle",
                "--from",
                "2026-01-01T00:00:01Z",
                "--to",
                "2026-01-01T00:00:04Z",
                "--to-file",
                file.toString());

        assertThat(result.output()).contains("3 records were played back");
        assertThat(Files.readAllLines(file)).containsExactly("raw F1", "raw F2", "raw F3");
    }

    @Test
    void replaySendsRecordsWithTheirKeysAndHeadersInEventTimeOrderToThePartitionsOfTheirKeys(@TempDir Path folder)
            throws Exception {
        int partitions = 3;
        kafka.create(TopicPlan.of("flight_lifecycle", partitions));
        // As brokers in production want it.
        Path client = Files.write(
                folder.resolve("client.properties"),
                List.of(
                        "security.protocol=SASL_SSL",
                        "sasl.mechanism=SCRAM-SHA-512",
                        "sasl.jaas.config=" + secure.jaasConfig(),
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=" + secure.certificate().certificate()));

        Result result = lake(
                "replay",
                "flight_lifecycle",
                "--from",
                "2026-01-01T00:00:01Z",
                "--to-kafka",
                secure.bootstrapServers(),
                "--kafka-config",
                client.toString());

        assertThat(result.output()).contains("4 records were played back");
        Map<Integer, List<String>> expected = new TreeMap<>();
        for (String flight : List.of("F1", "F2", "F3", "F4")) {
            int partition = BuiltInPartitioner.partitionForKey(flight.getBytes(StandardCharsets.UTF_8), partitions);
            expected.computeIfAbsent(partition, p -> new ArrayList<>())
                    .add(flight + "=raw " + flight + ", trace of " + flight);
        }
        assertThat(expected).hasSizeGreaterThan(1);
        assertThat(received(kafka, "flight_lifecycle", 4)).isEqualTo(expected);
    }

    @Test
    void aRecordWithoutAKeyIsReplayedToThePartitionThatItWasIn() throws Exception {
        kafka.create(TopicPlan.of(KEYLESS, 8));

        lake("replay", KEYLESS, "--to-kafka", kafka.bootstrapServers());

        assertThat(received(kafka, KEYLESS, 2))
                .isEqualTo(Map.of(5, List.of("null=raw F6, trace of F6", "null=raw F7, trace of F7")));
    }

    private static Map<Integer, List<String>> received(EmbeddedKafka kafka, String topic, int count) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class);
        Map<Integer, List<String>> received = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (int left = count; left > 0 && System.nanoTime() < deadline; ) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    received.computeIfAbsent(record.partition(), p -> new ArrayList<>())
                            .add(text(record));
                    left--;
                }
            }
        }
        return received;
    }

    private static String text(ConsumerRecord<String, String> record) {
        byte[] trace = record.headers().lastHeader("traceparent").value();
        return record.key() + "=" + record.value() + ", " + new String(trace, StandardCharsets.UTF_8);
    }

    @Test
    void indexMakesManifestsThatNameEveryFile() {
        assertThat(lake("index").output()).contains("3 manifests name 4 files");
        assertThat(lake("verify").output()).contains("3 chains, 4 files, 7 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "verify", "index", "cat bookings", "replay bookings --to-file nowhere"})
    void everyCommandTellsThatTheStoreDoesNotAnswer(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--endpoint", "http://localhost:1"));

        Result result = lake(arguments.toArray(String[]::new));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("does not answer: ConnectException", "check --endpoint")
                .hasLineCount(1);
    }

    @Test
    void anEndpointThatIsNoneIsTold() {
        assertThat(lake("ls", "--endpoint", "localhost:9000").output())
                .isEqualTo("--endpoint must be like http://localhost:9000: localhost:9000\n");
    }

    /** Each flight departs as many seconds after the start of 2026 as its number says. */
    private static void put(Chain chain, long start, String... flights) {
        put(chain, start, Stream.of(flights).map(LakeCommandTest::time).toList(), (i, columns) -> {
            EventColumns.write(new FlightDeparted(time(flights[i]), flights[i]), columns);
            if (!chain.topic().equals(KEYLESS)) {
                columns.bytes("_key", flights[i].getBytes(StandardCharsets.UTF_8));
            }
            columns.list("_headers", List.of("trace of " + flights[i]), (trace, header) -> {
                header.text("key", "traceparent");
                header.bytes("value", trace.getBytes(StandardCharsets.UTF_8));
            });
            columns.bytes("_raw", ("raw " + flights[i]).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** @param times of the rows' events; with none there is one row without an event */
    private static void put(Chain chain, long start, List<Instant> times, BiConsumer<Integer, RowWriter> event) {
        int rows = Math.max(1, times.size());
        try (ParquetFile<Integer> file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (i, columns) -> {
            event.accept(i, columns);
            columns.number("_partition", chain.partition());
            columns.number("_offset", start + i);
            columns.time("_timestamp", Instant.EPOCH);
        })) {
            for (int i = 0; i < rows; i++) {
                file.add(i);
            }
            byte[] content = file.finish();
            ChainFile written = new ChainFile(
                    chain,
                    start,
                    start + rows - 1,
                    rows,
                    false,
                    content.length,
                    Checksum.crc32c(content),
                    "test",
                    times.stream().min(Comparator.naturalOrder()).orElse(null),
                    times.stream().max(Comparator.naturalOrder()).orElse(null));
            store.putIfAbsent(written.key(), content, written.metadata()).join();
        }
    }

    private static Instant time(String flight) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(Long.parseLong(flight.substring(1)));
    }

    private static Result lake(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--endpoint")) {
            all.addAll(List.of("--endpoint", server.endpoint()));
        }
        all.addAll(List.of(
                "--bucket", EmbeddedObjectStore.BUCKET,
                "--access-key", EmbeddedObjectStore.ACCESS_KEY,
                "--secret-key", EmbeddedObjectStore.SECRET_KEY));
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            int status = new CommandLine(new LakeCommand())
                    .setExecutionExceptionHandler((failure, command, parsed) -> {
                        if (failure instanceof RunFailedException told) {
                            System.out.println(told.getMessage());
                            return 1;
                        }
                        throw failure;
                    })
                    .execute(all.toArray(String[]::new));
            return new Result(status, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
