package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.CabinInventoryMetrics;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.domain.event.FlightTruth;
import io.loadstream.domain.event.InvalidEventException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final String BOOKING = """
            {"event_type":"BookingCreated","event_time":"2025-11-28T20:24:04.414845Z","booking_id":"b-1",\
            "flight_id":"BA210","channel":"WEB","fare_bucket":"K","currency":"GBP","total_price":219.5,\
            "passengers":[{"passenger_id":"P1","seat_id":"1B","cabin_code":"Y"}]}""";

    private static final String SCHEDULE = """
            {"event_type":"FlightScheduled","event_time":"2025-11-28T20:24:04Z","flight_id":"BA210",\
            "airline_code":"BA","origin_airport":"LHR","destination_airport":"AMS",\
            "scheduled_departure_time":"2025-11-28T21:24:04Z","scheduled_arrival_time":"2025-11-28T22:24:04Z",\
            "aircraft_type":"A320","total_seats":180,\
            "cabins":[{"cabin_code":"Y","seat_count":150},{"cabin_code":"J","seat_count":30}]}""";

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        // Given
        String reversed = """
                {"passengers":[{"cabin_code":"Y","seat_id":"1B","passenger_id":"P1"}],"total_price":219.50,
                 "currency":"GBP","fare_bucket":"K","channel":"WEB","flight_id":"BA210","booking_id":"b-1",
                 "event_time":"2025-11-28T21:24:04.414845+01:00","event_type":"BookingCreated"}""";

        // Then
        assertThat(read(reversed)).isEqualTo(read(BOOKING));
    }

    @Test
    void aNullCountsAsAbsent() {
        // Given
        String withNull = BOOKING.replace("\"channel\":", "\"promotion_id\":null,\"unknown\":null,\"channel\":");

        // Then
        assertThat(read(withNull)).isEqualTo(read(BOOKING));
    }

    @Test
    void theTruthOfAFlightIsReadAsItWasToldBeforeSpillWasCounted() {
        // Given
        String flight = """
                {"event_type":"FlightTruth","event_time":"2025-11-28T20:24:04Z","flight_id":"BA210","total_seats":180,\
                "offers":1,"booked_seats":170,"boarded_seats":160,"revenue":9000,"counterfactual_booked_seats":150,\
                "counterfactual_boarded_seats":140,"counterfactual_revenue":8500,"currency":"GBP"}""";

        // When
        FlightTruth truth = (FlightTruth) read(flight);

        // Then
        assertThat(truth.spilledSeats()).isNull();
        assertThat(truth.counterfactualSpilledSeats()).isNull();
    }

    @Test
    void theLastOfTwoValuesCountsAsWithMostReaders() {
        // When
        Event event = read(BOOKING.replace("\"channel\":\"WEB\"", "\"channel\":\"WEB\",\"channel\":\"APP\""));

        // Then
        assertThat(((BookingCreated) event).channel()).isEqualTo("APP");
    }

    @ParameterizedTest
    @CsvSource({
        "219.5, 219.5",
        "219.50, 219.5",
        "220, 220",
        "2.2e2, 220",
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "0e99, 0",
        "0e-999999999, 0",
        "0.0001, 0.0001",
        "1e-4, 0.0001",
        "99999999999999.9999, 99999999999999.9999",
        "1e13, 10000000000000"
    })
    void moneyIsExactAndInItsShortestForm(String json, String expected) {
        // When
        BookingCreated booking = (BookingCreated) read(BOOKING.replace("219.5", json));

        // Then
        assertThat(booking.totalPrice()).isEqualTo(new BigDecimal(expected));
        assertThat(new String(new EventWriter().write(booking), StandardCharsets.UTF_8))
                .contains("\"total_price\":" + expected + ",");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1                     | total_price must not be negative: -1",
                "-0.01                  | total_price must not be negative: -0.01",
                "0.00001                | total_price must have at most 4 digits after the point: 0.00001",
                "100000000000000        | total_price must have at most 14 digits before the point: 100000000000000",
                "1e999999999            | total_price must have at most 14 digits before the point: 1E+999999999",
                "1e-999999999           | total_price must have at most 4 digits after the point: 1E-999999999",
                "'\"219.5\"'            | total_price must be a number: 219.5",
                "true                   | total_price must be a number: true",
                "[1]                    | total_price must be a number: [",
                "null                   | total_price is missing"
            })
    void moneyThatIsNoneIsRefusedByName(String json, String message) {
        assertRefused(BOOKING.replace("219.5", json), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "1e-99999999999", "9.9e+99999999999"})
    void anExponentBeyondAllNumbersIsRefused(String json) {
        assertThatThrownBy(() -> read(BOOKING.replace("219.5", json)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("total_price ")
                .hasMessageContaining("99");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"BA210\"         | 210                | flight_id must be a string: 210",
                "\"BA210\"         | \"\"               | flight_id must not be blank",
                "\"BA210\"         | \"a\\u0000b\"      | flight_id must not contain control characters: U+0000 at 1",
                "\"BA210\"         | \"a\\ud800b\"      | flight_id must be valid Unicode: lone surrogate U+D800 at 1",
                "\"WEB\"           | \"a\\u0000b\"      | channel must not contain control characters: U+0000 at 1",
                "\"WEB\"           | \"\\udc00\"        | channel must be valid Unicode: lone surrogate U+DC00 at 0",
                "\"WEB\"           | {}                 | channel must be a string: {",
                "\"GBP\"           | \"gbp\"            | currency must be an ISO 4217 code: gbp",
                "\"GBP\"           | \"G\\nB\"          | currency must be an ISO 4217 code: G\uFFFDB",
                "\"BookingCreated\"| \"BookingMoved\"   | event_type is unknown: BookingMoved",
                "\"BookingCreated\"| null               | event_type is missing",
                "\"BookingCreated\"| 7                  | event_type must be a string: 7",
                "\"BookingCreated\"| \"BookingCreated\",\"event_type\":\"BookingCancelled\" "
                        + "| event_type is told twice: BookingCreated, BookingCancelled",
                "20:24:04.414845Z  | 20:24:04           "
                        + "| event_time must be an ISO-8601 time with an offset: 2025-11-28T20:24:04",
                "2025-11-28T20     | +12025-11-28T20    "
                        + "| event_time must lie between the years 0 and 9999: +12025-11-28T20:24:04.414845Z",
                "[{\"passenger_id\"| [null,{\"passenger_id\" | passengers must be an object: null",
                "[{\"passenger_id\"| [7,{\"passenger_id\"    | passengers must be an object: 7",
                "[{\"passenger_id\"| [[],{\"passenger_id\"   | passengers must be an object: [",
                "\"P1\"            | null               | passenger_id is missing",
                "\"Y\"}]           | \"Y\"},{\"passenger_id\":\"P1\",\"seat_id\":\"2B\",\"cabin_code\":\"Y\"}] "
                        + "| passengers.passenger_id must be unique: P1",
            })
    void aBookingThatBreaksARuleIsRefusedByFieldAndValue(String valid, String broken, String message) {
        assertRefused(BOOKING.replace(valid, broken), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "180                    | 180.0                 | total_seats must be a whole number: 180.0",
                "180                    | 179                   | total_seats must be the sum of the cabins' seats: 179 != 180",
                "180                    | 2147483648            | total_seats is out of range: 2147483648",
                "180                    | 9223372036854775808   | total_seats is out of range: 9223372036854775808",
                "180                    | \"180\"               | total_seats must be a whole number: 180",
                "150                    | 0                     | seat_count must be positive: 0",
                "\"J\",\"seat_count\":30 | \"J\"                | cabins.seat_count is missing",
                "\"J\"                  | \"Y\"                 | cabins.cabin_code must be unique: Y",
                "21:24:04               | 23:24:04              "
                        + "| scheduled_arrival_time must not be before departure: 2025-11-28T22:24:04Z < 2025-11-28T23:24:04Z"
            })
    void aScheduleThatBreaksARuleIsRefusedByFieldAndValue(String valid, String broken, String message) {
        assertRefused(SCHEDULE.replace(valid, broken), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                              | cabins must be a list: {",
                "[]                              | cabins must not be empty",
                "null                            | cabins is missing",
                "[[]]                            | cabins must be an object: [",
                "[{\"cabin_code\":7}]            | cabin_code must be a string: 7",
                "[{\"seat_count\":1}]            | cabin_code is missing"
            })
    void cabinsOfAWrongShapeAreRefused(String cabins, String message) {
        assertRefused(SCHEDULE.replaceAll("\\[.*]", cabins), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | event is not a JSON object in UTF-8",
                "'{'                      | event is not a JSON object in UTF-8",
                "' '                      | event is not a JSON object in UTF-8",
                "'[]'                     | event is not a JSON object",
                "'null'                   | event is not a JSON object",
                "'{}'                     | event_type is missing",
                "'{}{}'                   | event_type is missing",
                "'{\"event_type\":{}}'    | event_type must be a string: {"
            })
    void whatIsNoEventIsRefused(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void aRecordWithoutAValueIsRefused() {
        assertThatThrownBy(() -> EventReader.read(null))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("event is missing: the record has no value");
    }

    @Test
    void textAfterTheEventIsRefused() {
        assertRefused(BOOKING + "{}", "event is followed by more text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void onlyUtf8IsRead(String charset) {
        assertThatThrownBy(() -> EventReader.read(BOOKING.getBytes(Charset.forName(charset))))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("event is not a JSON object in UTF-8");
    }

    @Test
    void deepNestingIsRefusedBeforeItCostsMuch() {
        // Given
        String nested = "{\"x\":" + "[".repeat(400_000) + "]".repeat(400_000) + "," + BOOKING.substring(1);

        // Then
        assertThatThrownBy(() -> read(nested))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("event is beyond what is read: Document nesting depth (17)");
    }

    @Test
    void aHugeNumberIsRefusedBeforeItCostsMuch() {
        assertThatThrownBy(() -> read(BOOKING.replace("219.5", "9".repeat(1_000))))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("event is beyond what is read: Number value length (1000)");
    }

    @Test
    void anEventThatIsTooLargeIsRefused() {
        assertRefused(
                BOOKING + " ".repeat(EventReader.MAX_BYTES),
                "event is too large: " + (BOOKING.length() + EventReader.MAX_BYTES) + " bytes, at most 1000000");
    }

    @Test
    void aMessageStaysOneShortPrintableLineWhateverTheValueWas() {
        assertThatThrownBy(() -> read(BOOKING.replace("\"WEB\"", "[\"" + "x\\n\\ud800".repeat(8_000) + "\"]")
                        .replace("\"BookingCreated\"", "\"" + "y\\r\\n\\u2028\\udc00".repeat(5_000) + "\"")))
                .isInstanceOf(InvalidEventException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage())
                            .startsWith("event_type is unknown: y")
                            .hasSizeLessThanOrEqualTo(300);
                    assertThat(e.getMessage().chars().noneMatch(c -> c < 0x20 || Character.isSurrogate((char) c)))
                            .isTrue();
                });
    }

    @Test
    void anEventMayStandInAPartOfAnArray() {
        // Given
        byte[] around = ("garbage" + BOOKING + "garbage").getBytes(StandardCharsets.UTF_8);

        // Then
        assertThat(EventReader.read(around, 7, around.length - 14)).isEqualTo(read(BOOKING));
    }

    @Test
    void aNegativeZeroIsZero() {
        // When
        Event event = read("""
                {"event_type":"CabinInventoryMetrics","event_time":"2025-11-28T20:24:04Z","flight_id":"f",
                 "booked_seats":0,"total_seats":1,"load_factor":-0.0,"minutes_to_departure":0,"currency":"GBP"}""");

        // Then
        assertThat(event)
                .isEqualTo(new CabinInventoryMetrics(
                        Instant.parse("2025-11-28T20:24:04Z"), "f", 0, 1, 0, 0, null, null, null));
    }

    @Test
    void whatIsFinerThanMicrosecondsIsCutOff() {
        // When
        Event event = read("{\"event_type\":\"FlightDeparted\",\"event_time\":\"1969-12-31T23:59:59.999999999Z\","
                + "\"flight_id\":\"f\"}");

        // Then
        assertThat(event).isEqualTo(new FlightDeparted(Instant.parse("1969-12-31T23:59:59.999999Z"), "f"));
    }

    @Test
    void nothingButARefusalComesOfADamagedEvent() {
        // Given
        Random random = new Random(99);
        RandomEvents events = new RandomEvents(98);
        EventWriter writer = new EventWriter();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] json = damaged(writer.write(events.next()), random);

            // When
            try {
                EventReader.read(json);
                read++;
            } catch (InvalidEventException e) {
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("escaped on " + new String(json, StandardCharsets.ISO_8859_1), e);
            }
        }

        // Then the damage was neither too mild nor too harsh to prove anything
        assertThat(read).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(50_000);
    }

    @Test
    void whateverIsReadCanBeWrittenAndReadAgain() {
        // Given
        Random random = new Random(199);
        RandomEvents events = new RandomEvents(198);
        EventWriter writer = new EventWriter();
        for (int i = 0; i < 100_000; i++) {
            Event event;
            try {
                event = EventReader.read(damaged(writer.write(events.next()), random));
            } catch (InvalidEventException e) {
                continue;
            }

            // Then
            assertThat(EventReader.read(writer.write(event))).isEqualTo(event);
        }
    }

    /** Structure is hit more often than by chance: most bytes of an event are ordinary letters. */
    private static byte[] damaged(byte[] json, Random random) {
        byte[] structure = "{}[]\",:0123456789.eE+-ntf\\u \u0000".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = json.clone();
        for (int damages = 0; damages <= random.nextInt(4); damages++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1, 2 -> bytes[at] = structure[random.nextInt(structure.length)];
                case 3 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int length = Math.min(random.nextInt(30), bytes.length - at);
                    System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
                }
            }
        }
        return bytes;
    }

    private static Event read(String json) {
        return EventReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage(message);
    }
}
