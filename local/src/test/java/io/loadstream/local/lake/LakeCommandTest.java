package io.loadstream.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LakeCommandTest {

    /** Its records have no key. */
    private static final String KEYLESS = "seat_inventory";

    private static EmbeddedObjectStore server;
    private static LakeStore store;

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
    }

    @AfterAll
    static void stop() {
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
    void verifySaysWhatIsWrongAndFails() {
        Chain broken = new Chain("bookings", "broken", 0);
        put(broken, 0, "F0", "F1");
        put(broken, 3, "F3");
        try {
            Result result = lake("verify", "bookings");

            assertThat(result.output()).contains("WRONG: ").contains("1 problems");
            assertThat(result.status()).isEqualTo(1);
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
    void replaySendsRecordsWithTheirKeysAndHeadersInEventTimeOrderToThePartitionsOfTheirKeys() throws Exception {
        int partitions = 3;
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.of("flight_lifecycle", partitions));

            Result result = lake(
                    "replay",
                    "flight_lifecycle",
                    "--from",
                    "2026-01-01T00:00:01Z",
                    "--to-kafka",
                    kafka.bootstrapServers());

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
    }

    @Test
    void aRecordWithoutAKeyIsReplayedToThePartitionThatItWasIn() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.inThisJvm()) {
            kafka.create(TopicPlan.of(KEYLESS, 8));

            lake("replay", KEYLESS, "--to-kafka", kafka.bootstrapServers());

            assertThat(received(kafka, KEYLESS, 2))
                    .isEqualTo(Map.of(5, List.of("null=raw F6, trace of F6", "null=raw F7, trace of F7")));
        }
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

    /** Each flight departs as many seconds after the start of 2026 as its number says. */
    private static void put(Chain chain, long start, String... flights) {
        try (ParquetFile<Integer> file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (i, columns) -> {
            EventColumns.write(new FlightDeparted(time(flights[i]), flights[i]), columns);
            columns.number("_partition", chain.partition());
            columns.number("_offset", start + i);
            columns.time("_timestamp", Instant.EPOCH);
            if (!chain.topic().equals(KEYLESS)) {
                columns.bytes("_key", flights[i].getBytes(StandardCharsets.UTF_8));
            }
            columns.list("_headers", List.of("trace of " + flights[i]), (trace, header) -> {
                header.text("key", "traceparent");
                header.bytes("value", trace.getBytes(StandardCharsets.UTF_8));
            });
            columns.bytes("_raw", ("raw " + flights[i]).getBytes(StandardCharsets.UTF_8));
        })) {
            List<Instant> times = new ArrayList<>();
            for (int i = 0; i < flights.length; i++) {
                file.add(i);
                times.add(time(flights[i]));
            }
            times.sort(null);
            byte[] content = file.finish();
            ChainFile written = new ChainFile(
                    chain,
                    start,
                    start + flights.length - 1,
                    flights.length,
                    false,
                    content.length,
                    Checksum.crc32c(content),
                    "test",
                    times.getFirst(),
                    times.getLast());
            store.putIfAbsent(written.key(), content, written.metadata()).join();
        }
    }

    private static Instant time(String flight) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(Long.parseLong(flight.substring(1)));
    }

    private static Result lake(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--endpoint", server.endpoint(),
                "--bucket", EmbeddedObjectStore.BUCKET,
                "--access-key", EmbeddedObjectStore.ACCESS_KEY,
                "--secret-key", EmbeddedObjectStore.SECRET_KEY));
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            int status = new CommandLine(new LakeCommand()).execute(all.toArray(String[]::new));
            return new Result(status, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
