package io.loadstream.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.lake.schema.TopicSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it writes must be what the general reader's event makes, to the byte; and it may leave records to that. */
class BookingColumnsTest {

    private final BookingColumns columns = new BookingColumns();

    @Test
    void everyRecordedBookingIsWrittenAsItsEventWouldBe() throws IOException {
        List<byte[]> records = Files.readAllLines(Path.of("..", "recordings", "iteration-1", "bookings.jsonl")).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();

        List<byte[]> written = assertWrittenAlike(records);

        assertThat(written).hasSameSizeAs(records).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noBookingGoodOrBadIsWrittenOtherThanItsEventWouldBe(long seed) {
        Random random = new Random(seed);
        List<byte[]> records =
                Stream.generate(() -> booking(random)).limit(5_000).toList();

        List<byte[]> written = assertWrittenAlike(records);

        assertThat(written).hasSizeBetween(1_000, 4_000);
    }

    /** The records that were written. */
    private List<byte[]> assertWrittenAlike(List<byte[]> records) {
        List<byte[]> written = new ArrayList<>();
        byte[] fast = file(
                (record, row) -> {
                    if (columns.write(record, 0, record.length, row)) {
                        written.add(record);
                        assertThat(columns.eventTime())
                                .isEqualTo(general(record).eventTime());
                    }
                },
                records);
        byte[] general = file(
                (record, row) -> {
                    if (written.contains(record)) {
                        EventColumns.write(general(record), row);
                    }
                },
                records);
        assertThat(fast).isEqualTo(general);
        return written;
    }

    private static byte[] file(BiConsumer<byte[], RowWriter> typed, List<byte[]> records) {
        try (ParquetFile<byte[]> file =
                new ParquetFile<>(TopicSchemas.of(Topic.BOOKINGS.topicName()), Map.of(), (record, row) -> {
                    typed.accept(record, row);
                    row.number("_partition", 0);
                    row.number("_offset", 0);
                    row.number("_timestamp", 0);
                })) {
            records.forEach(file::add);
            return file.finish();
        }
    }

    private static Event general(byte[] record) {
        try {
            Event event = EventReader.read(record);
            assertThat(event).isInstanceOf(BookingCreated.class);
            return event;
        } catch (InvalidEventException e) {
            throw new AssertionError("not a good booking: " + new String(record, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] booking(Random random) {
        List<String> fields = new ArrayList<>(List.of(
                "\"event_type\":\"BookingCreated\"",
                "\"event_time\":\"" + time(random) + '"',
                "\"booking_id\":" + text(random, "b" + random.nextInt(1_000)),
                "\"flight_id\":" + text(random, "BA" + random.nextInt(50)),
                "\"channel\":" + text(random, "WEB"),
                "\"fare_bucket\":" + text(random, "K"),
                "\"currency\":" + text(random, "GBP"),
                "\"total_price\":" + price(random),
                "\"passengers\":" + passengers(random)));
        if (random.nextBoolean()) {
            fields.add("\"promotion_id\":" + text(random, "d" + random.nextInt(20)));
        }
        if (random.nextInt(8) == 0) {
            Collections.shuffle(fields, random);
        }
        return ('{' + String.join(random.nextInt(8) == 0 ? " ,\n" : ",", fields) + '}')
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String time(Random random) {
        String time = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_800L))
                .plusNanos(random.nextInt(1_000_000_000))
                .toString();
        return random.nextInt(20) == 0 ? time.replace("Z", "+02:00") : time;
    }

    private static String price(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> "0.00";
            case 1 -> "-1";
            case 2 -> "1.23456";
            case 3 -> "1.50000";
            case 4 -> "99999999999999.99";
            case 5 -> "100000000000000";
            case 6 -> "12345678901234567";
            case 7 -> "1e2";
            case 8 -> "007";
            default -> random.nextInt(100_000) + "." + random.nextInt(10_000);
        };
    }

    private static String passengers(Random random) {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 3 : 20); i > 0; i--) {
            int id = random.nextInt(100) == 0 ? i + 1 : i;
            all.add("{\"passenger_id\":\"P" + id + "\",\"seat_id\":" + text(random, i + "A")
                    + ",\"cabin_code\":\"Y\"}");
        }
        return all.toString();
    }

    /** Mostly {@code usual}; else something that a text may or may not be. */
    private static String text(Random random, String usual) {
        return switch (random.nextInt(250)) {
            case 0 -> "\"\"";
            case 1 -> "\"   \"";
            case 2 -> "\" " + usual + '"';
            case 3 -> "\"Zürich ✈\"";
            case 4 -> "\"a\\\"b\"";
            case 5 -> '"' + "x".repeat(128) + '"';
            case 6 -> '"' + "x".repeat(129) + '"';
            case 7 -> '"' + "x".repeat(1_001) + '"';
            case 8 -> '"' + usual.toLowerCase(Locale.ROOT) + '"';
            case 9 -> "null";
            default -> '"' + usual + '"';
        };
    }
}
