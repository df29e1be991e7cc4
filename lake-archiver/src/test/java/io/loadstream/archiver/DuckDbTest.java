package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.Folders;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.StoredObject;
import io.loadstream.lake.index.Compaction;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType.Scalar;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.ParquetFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader that shares no code with the lake, on files as the archiver and its compaction leave them. */
class DuckDbTest {

    private static final Chain BOOKINGS = new Chain("bookings", "duck", 3);
    private static final Chain DECISIONS = new Chain("promo_decisions", "duck", 0);
    private static final Chain INVENTORY = new Chain("seat_inventory", "duck", 0);
    private static final Chain OTHER = new Chain("decision-engine.dead_letters", "duck", 0);

    private static final String DECISION = """
            {"event_type":"PromotionTriggered","event_time":"2025-11-28T20:23:38.2Z","flight_id":"F1",\
            "decision_source":"decision-engine","current_load_factor":0.5,"minutes_to_departure":60,\
            "target_fare_bucket":"K","discount_percentage":10,"rule":"early","decision_id":"d-1",\
            "policy_revision":"abc","inputs":{"booked_seats":90,"total_seats":180,"load_factor":0.5,\
            "minutes_to_departure":60},"considered":[{"rule":"early","fired":true,"reason":"60 < 90"},\
            {"rule":"late","fired":false,"reason":"60 > 45"}],"arm":"TREATED",\
            "caused_by":{"topic":"bookings","partition":3,"offset":12}}""";
    private static final String SNAPSHOT = """
            {"event_type":"CabinInventorySnapshot","event_time":"2025-11-28T20:23:38.2Z","flight_id":"F1",\
            "time_to_departure_minutes":30,"currency":"GBP","cabins":[{"cabin_code":"Y","fare_buckets":[\
            {"bucket":"K","available_seats":3,"price":80.25},{"bucket":"Y","available_seats":0,"price":220}]},\
            {"cabin_code":"J","fare_buckets":[]}]}""";

    private static final int FILES = 4;
    private static final int ROWS = 300;
    private static final int NOT_PARSING = 10;
    private static final List<BookingCreated> BOOKED = bookings(new Random(11));

    @TempDir
    private static Path lake;

    private static Connection duckDb;

    @BeforeAll
    static void fillALake() throws IOException, SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (EmbeddedObjectStore server = EmbeddedObjectStore.in(Folders.temporary("duckdb-test"));
                LakeStore store = LakeStore.open(Rig.lake(server.endpoint()))) {
            for (int file = 0; file < FILES; file++) {
                put(
                        store,
                        BOOKINGS,
                        file * ROWS,
                        IntStream.range(file * ROWS, (file + 1) * ROWS)
                                .mapToObj(DuckDbTest::value)
                                .toList());
            }
            put(store, DECISIONS, 0, List.of(Rig.bytes(DECISION)));
            put(store, INVENTORY, 0, List.of(Rig.bytes(SNAPSHOT)));
            put(store, OTHER, 0, List.of(new byte[] {0, -1, 34}));
            Compaction.Result compacted = new Compaction(
                            store, new Compaction.Settings(1 << 20, 2, Duration.ofHours(1)), Clock.systemUTC())
                    .run(BOOKINGS);
            assertThat(compacted).isEqualTo(new Compaction.Result(FILES - 1, 1, 0));
            for (String folder : List.of("raw/", "compacted/")) {
                for (StoredObject object : store.list(folder, "").join()) {
                    save(object.key(), store.get(object.key()).join());
                }
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    @Test
    void bookingsInRawFilesAreReadAsTheyWereWritten() throws SQLException {
        List<String> read = ask("""
                SELECT _offset, epoch_us(event_time), flight_id, booking_id, total_price,
                       array_to_string([p.passenger_id || p.seat_id || p.cabin_code for p in passengers], ' '),
                       coalesce(promotion_id, '-'), decode(_raw), decode(_key), epoch_ms(_timestamp),
                       _headers[1].key, decode(_headers[1].value)
                FROM %s WHERE _error IS NULL ORDER BY _offset""".formatted(raw(BOOKINGS)));

        List<String> expected = new ArrayList<>();
        for (int offset = 0; offset < BOOKED.size(); offset++) {
            if (!isParsing(offset)) {
                continue;
            }
            BookingCreated booking = BOOKED.get(offset);
            Instant time = booking.eventTime();
            expected.add(String.join(
                    "|",
                    offset + "",
                    time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000 + "",
                    booking.flightId(),
                    booking.bookingId(),
                    booking.totalPrice().setScale(4).toPlainString(),
                    String.join(
                            " ",
                            booking.passengers().stream()
                                    .map(p -> p.passengerId() + p.seatId() + p.cabinCode())
                                    .toList()),
                    Optional.ofNullable(booking.promotionId()).orElse("-"),
                    new String(value(offset), StandardCharsets.UTF_8),
                    "K" + offset,
                    offset * 1_000L + "",
                    "traceparent",
                    "00-" + offset));
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void recordsThatDidNotParseAreThereWithTheirBytesAndTheirError() throws SQLException {
        assertThat(ask("SELECT _offset, decode(_raw), _error LIKE '%%not valid JSON%%', booking_id IS NULL FROM %s"
                                .formatted(raw(BOOKINGS))
                        + " WHERE _error IS NOT NULL ORDER BY _offset"))
                .hasSize(FILES * ROWS / NOT_PARSING)
                .startsWith("9|{\"number\":9|true|true", "19|{\"number\":19|true|true");
        assertThat(ask("SELECT hex(_raw) FROM " + raw(OTHER))).containsExactly("00FF22");
    }

    @Test
    void aCompactedFileHasTheVeryRowsOfTheFilesThatItReplaces() throws SQLException {
        String compacted = "read_parquet('%s/compacted/*/*/*/*.parquet', hive_partitioning = false)".formatted(lake);
        String replaced = "(SELECT * FROM %s WHERE _offset < %d)".formatted(raw(BOOKINGS), (FILES - 1) * ROWS);

        assertThat(ask("SELECT count(*) FROM " + compacted)).containsExactly("" + (FILES - 1) * ROWS);
        assertThat(ask("SELECT * FROM %s EXCEPT ALL SELECT * FROM %s".formatted(compacted, replaced)))
                .isEmpty();
        assertThat(ask("SELECT * FROM %s EXCEPT ALL SELECT * FROM %s".formatted(replaced, compacted)))
                .isEmpty();
    }

    @Test
    void columnsHaveTheTypesThatTheContractSays() throws SQLException {
        assertThat(types(raw(BOOKINGS)))
                .containsEntry("event_time", "TIMESTAMP WITH TIME ZONE")
                .containsEntry("total_price", "DECIMAL(18,4)")
                .containsEntry("passengers", "STRUCT(passenger_id VARCHAR, seat_id VARCHAR, cabin_code VARCHAR)[]")
                .containsEntry("_partition", "INTEGER")
                .containsEntry("_offset", "BIGINT")
                .containsEntry("_timestamp", "TIMESTAMP WITH TIME ZONE")
                .containsEntry("_headers", "STRUCT(\"key\" VARCHAR, \"value\" BLOB)[]")
                .containsEntry("_key", "BLOB")
                .containsEntry("_raw", "BLOB");
    }

    @Test
    void structsAndListsWithinListsAreRead() throws SQLException {
        assertThat(ask("SELECT inputs.booked_seats, caused_by.\"offset\", len(considered), considered[2].rule,"
                        + " considered[2].fired, discount_percentage FROM " + raw(DECISIONS)))
                .containsExactly("90|12|2|late|false|10.0");
        assertThat(ask("SELECT len(cabins), cabins[1].fare_buckets[2].bucket, cabins[1].fare_buckets[1].price,"
                        + " len(cabins[2].fare_buckets) FROM " + raw(INVENTORY)))
                .containsExactly("2|Y|80.2500|0");
    }

    /** It skips files by the bounds that they tell: wrong ones would lose rows. */
    @Test
    void filtersFindTheRowsThatAreThere() throws SQLException {
        BookingCreated wanted = BOOKED.get(2 * ROWS + 1);
        for (String filter : List.of(
                "booking_id = '" + wanted.bookingId() + "'",
                "_offset = " + (2 * ROWS + 1),
                "event_time = TIMESTAMPTZ '" + wanted.eventTime() + "'",
                "total_price = " + wanted.totalPrice() + " AND flight_id = '" + wanted.flightId() + "'")) {
            assertThat(ask("SELECT booking_id FROM %s WHERE %s".formatted(raw(BOOKINGS), filter)))
                    .as(filter)
                    .containsExactly(wanted.bookingId());
        }
    }

    @Test
    void theFooterTellsTheVersionOfTheSchemaAndWhereTheRecordsAreFrom() throws SQLException {
        assertThat(ask("SELECT DISTINCT decode(key), decode(value) FROM parquet_kv_metadata('%s/%s') ORDER BY ALL"
                        .formatted(lake, BOOKINGS.key(ROWS))))
                .contains(
                        "loadstream.schema_version|" + TopicSchemas.VERSION,
                        "loadstream.topic|bookings",
                        "loadstream.partition|3",
                        "loadstream.start_offset|" + ROWS,
                        "loadstream.last_offset|" + (2 * ROWS - 1));
    }

    /** As the warehouse's tables are written: flat, any scalar, often absent. */
    @Test
    void tablesOfTheGoldLayerAreRead() throws SQLException, IOException {
        List<Column> columns = Stream.of(Scalar.values())
                .map(scalar -> Column.optional("a_" + scalar.name().toLowerCase(Locale.ROOT), scalar))
                .toList();
        try (ParquetFile<Integer> file =
                new ParquetFile<>(new TopicSchema("fact_booking", columns), Map.of(), (row, out) -> {
                    if (row % 2 == 0) {
                        out.text("a_text", "text " + row);
                        out.number("a_int", -row);
                        out.number("a_long", 1L << 40 | row);
                        out.number("a_double", row / 4.0);
                        out.truth("a_boolean", row % 4 == 0);
                        out.time("a_time", Instant.EPOCH.plusSeconds(row));
                        out.money("a_money", new BigDecimal("-12.5"));
                        out.bytes("a_bytes", new byte[] {row.byteValue()});
                    }
                })) {
            IntStream.range(0, 6).forEach(file::add);
            save("gold/fact_booking/flight_date=2026-03-17/data.parquet", file.finish());
        }

        String gold = "read_parquet('%s/gold/fact_booking/*/*.parquet', hive_partitioning = true)".formatted(lake);

        assertThat(ask("SELECT flight_date, a_text, a_int, a_long, a_double, a_boolean, epoch(a_time), a_money,"
                        + " hex(a_bytes) FROM " + gold))
                .containsExactly(
                        "2026-03-17|text 0|0|1099511627776|0.0|true|0.0|-12.5000|00",
                        "2026-03-17|null|null|null|null|null|null|null|null",
                        "2026-03-17|text 2|-2|1099511627778|0.5|false|2.0|-12.5000|02",
                        "2026-03-17|null|null|null|null|null|null|null|null",
                        "2026-03-17|text 4|-4|1099511627780|1.0|true|4.0|-12.5000|04",
                        "2026-03-17|null|null|null|null|null|null|null|null");
    }

    private static List<BookingCreated> bookings(Random random) {
        return IntStream.range(0, FILES * ROWS)
                .mapToObj(i -> new BookingCreated(
                        Instant.parse("2025-11-28T20:24:04Z").plusNanos(random.nextLong(1_000_000_000_000L) * 1_000),
                        "BA" + random.nextInt(40),
                        "b-" + i,
                        "WEB",
                        "K",
                        "GBP",
                        BigDecimal.valueOf(random.nextInt(5_000_000), random.nextInt(5)),
                        IntStream.rangeClosed(1, 1 + random.nextInt(4))
                                .mapToObj(p -> new BookingCreated.Passenger("P" + p, p + "A", "Y"))
                                .toList(),
                        random.nextInt(3) == 0 ? "d-" + random.nextInt(9) : null))
                .toList();
    }

    private static boolean isParsing(int offset) {
        return offset % NOT_PARSING != NOT_PARSING - 1;
    }

    private static byte[] value(int offset) {
        return isParsing(offset) ? new EventWriter().write(BOOKED.get(offset)) : Rig.bytes("{\"number\":" + offset);
    }

    private static void put(LakeStore store, Chain chain, int start, List<byte[]> values) {
        Collected records = new Collected(new ChunkPool(0));
        for (int i = 0; i < values.size(); i++) {
            records.add(record(chain, start + i, values.get(i)), 0);
        }
        EncodedFile file = new FileEncoder("w", true).encode(chain, start, records);
        assertThat(store.putIfAbsent(
                                file.file().key(), file.content(), file.file().metadata())
                        .join())
                .isTrue();
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> record(Chain chain, int offset, byte[] value) {
        return new ConsumerRecord<>(
                chain.topic(),
                chain.partition(),
                offset,
                offset * 1_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                ByteBuffer.wrap(Rig.bytes("K" + offset)),
                ByteBuffer.wrap(value),
                new RecordHeaders().add("traceparent", Rig.bytes("00-" + offset)),
                Optional.empty());
    }

    private static void save(String key, byte[] content) throws IOException {
        Path file = lake.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String raw(Chain chain) {
        return "read_parquet('%s/raw/%s/*/*/*.parquet', hive_partitioning = false)".formatted(lake, chain.topic());
    }

    private static Map<String, String> types(String table) throws SQLException {
        Map<String, String> types = new HashMap<>();
        for (String row : ask("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + table + ")")) {
            types.put(row.substring(0, row.indexOf('|')), row.substring(row.indexOf('|') + 1));
        }
        return types;
    }

    /** The rows of the answer, values with {@code |} between them. */
    private static List<String> ask(String sql) throws SQLException {
        try (Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
