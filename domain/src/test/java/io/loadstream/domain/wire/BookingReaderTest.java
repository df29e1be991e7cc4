package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.InvalidEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever it answers must be what the general reader answers. */
class BookingReaderTest {

    private final BookingReader reader = new BookingReader();

    @Test
    void everyRecordedBookingIsReadAndReadAsByTheGeneralReader() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "recordings", "iteration-1", "bookings.jsonl"));
        for (String line : lines) {
            byte[] json = line.getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(json, 0, json.length)).isNotNull().isEqualTo(EventReader.read(json));
        }
    }

    @Test
    void everyBookingThatWeWriteIsReadAndFoundWhereItLies() {
        BookingCreated booking = (BookingCreated) EventReader.read(BOOKING.getBytes(StandardCharsets.UTF_8));
        byte[] json = new EventWriter().write(booking);
        byte[] around = new byte[json.length + 20];
        System.arraycopy(json, 0, around, 7, json.length);

        assertThat(reader.read(around, 7, json.length)).isEqualTo(booking);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noMutilationMakesTheTwoReadersDisagree(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] json = BOOKING.getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                json = mutilated(json, random);
            }
            BookingCreated fast = reader.read(json, 0, json.length);
            if (fast != null) {
                read++;
                assertThat(general(json))
                        .as(new String(json, StandardCharsets.UTF_8))
                        .isEqualTo(fast);
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    /** The array ends where the booking breaks off: one step too far would not be a refusal but an error. */
    @Test
    void aBookingThatBreaksOffAnywhereIsLeftToTheGeneralReader() {
        for (int length = 0; length < BOOKING.length(); length++) {
            byte[] json = BOOKING.substring(0, length).getBytes(StandardCharsets.UTF_8);

            assertThat(reader.read(json, 0, json.length)).isNull();
        }
    }

    @Test
    void whatIsNotPlainlyWrittenIsLeftToTheGeneralReader() {
        for (String other : List.of(
                BOOKING.replace("WEB", "W\\u0045B"),
                BOOKING.replace("WEB", "WÉB"),
                BOOKING.replace("\"channel\"", "\"way\""),
                BOOKING.replace("{\"event_type\"", "{\"more\":1,\"event_type\""),
                BOOKING.replace("220.5", "2205e-1"),
                BOOKING.replace("220.5", "-1"),
                BOOKING.replace("220.5", "007"),
                BOOKING.replace("220.5", "null"),
                BOOKING.replace("Z\"", "+00:00\""),
                BOOKING + "x",
                BOOKING.replace("BookingCreated", "BookingCancelled"),
                "",
                "[]",
                "{}")) {
            byte[] json = other.getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(json, 0, json.length)).as(other).isNull();
        }
    }

    private static final String BOOKING = """
            {"event_type":"BookingCreated","event_time":"2025-11-28T20:24:04.414845Z","booking_id":"1e1f-8996",\
            "flight_id":"BA210_2025-11-28","channel":"WEB","fare_bucket":"Y","currency":"GBP","total_price":220.5,\
            "passengers":[{"passenger_id":"P1","seat_id":"1B","cabin_code":"Y"},\
            {"passenger_id":"P2","seat_id":"1C","cabin_code":"Y"}],"promotion_id":"d1"}""";

    private static Event general(byte[] json) {
        try {
            return EventReader.read(json);
        } catch (InvalidEventException e) {
            return null;
        }
    }

    private static byte[] mutilated(byte[] json, Random random) {
        String signs = " \"\\{}[]:,.0123456789-+eZTaY\t\n";
        String text = new String(json, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length());
        String changed = switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + signs.charAt(random.nextInt(signs.length())) + text.substring(at);
            case 2 -> text.substring(0, at) + signs.charAt(random.nextInt(signs.length())) + text.substring(at + 1);
            default -> {
                int to = Math.min(text.length(), at + random.nextInt(30));
                yield text.substring(0, to) + text.substring(at);
            }
        };
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }
}
