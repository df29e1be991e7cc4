package io.loadstream.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java.time} is the oracle. */
class TimestampsTest {

    private static final DateTimeFormatter SIX_DECIMALS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void everyDayOfTenThousandYearsIsWrittenAndReadAsTheCalendarSays() {
        // Given
        LocalDate end = LocalDate.of(9999, 12, 31);
        byte[] out = new byte[Timestamps.LENGTH];
        for (LocalDate day = LocalDate.of(0, 1, 1); !day.isAfter(end); day = day.plusDays(1)) {
            Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();

            // When
            Timestamps.write(midnight.getEpochSecond(), 0, out, 0);

            // Then
            String written = new String(out, StandardCharsets.US_ASCII);
            if (!written.startsWith(day.toString()) || !parse(written).equals(midnight)) {
                assertThat(written).isEqualTo(day + "T00:00:00.000000Z");
                assertThat(parse(written)).isEqualTo(midnight);
            }
        }
    }

    @Test
    void anyMicrosecondIsWrittenAsTheOracleWritesIt() {
        // Given
        RandomEvents times = new RandomEvents(11);
        byte[] out = new byte[Timestamps.LENGTH];
        for (int i = 0; i < 50_000; i++) {
            Instant time = times.time();

            // When
            Timestamps.write(time.getEpochSecond(), time.getNano() / 1000, out, 0);

            // Then
            assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo(SIX_DECIMALS.format(time));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-11-28T20:24:04Z",
                "2025-11-28T20:24:04.4Z",
                "2025-11-28T20:24:04.414845Z",
                "2025-11-28T20:24:04.414845123Z",
                "2025-11-28T20:24Z",
                "2025-11-28T20:24:04+00:00",
                "2025-11-28T20:24:04.414845+05:30",
                "2025-11-28T20:24:04.414845-00:00:01",
                "2025-11-28t20:24:04z",
                "2024-02-29T23:59:59.999999999Z",
                "2000-02-29T00:00:00Z",
                "0000-02-29T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1900-02-29T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2025-11-31T00:00:00Z",
                "2025-13-01T00:00:00Z",
                "2025-00-01T00:00:00Z",
                "2025-11-00T00:00:00Z",
                "2025-11-28T24:00:00Z",
                "2025-11-28T24:00:01Z",
                "2025-11-28T23:59:60Z",
                "2025-11-28T20:60:00Z",
                "2025-11-28T20:24:04.Z",
                "2025-11-28T20:24:04.4148451234Z",
                "2025-11-28T20:24:04,5Z",
                "2025-11-28 20:24:04Z",
                "2025-11-28T20:24:04",
                "2025-11-28",
                "20251128T202404Z",
                "2025-11-28T20:24:04.41484５Z",
                "２０２５-11-28T20:24:04Z",
                "+2025-11-28T20:24:04Z",
                "-001-11-28T20:24:04Z",
                "+12025-11-28T20:24:04Z",
                "+999999999-12-31T23:59:59Z",
                "",
                "Z",
                "now",
                "                    Z",
                "2025-11-28T20:24:04.-1234Z",
                "2025-1 -28T20:24:04Z"
            })
    void anyTextIsTakenOrRefusedAsTheOracleDoes(String text) {
        // Given
        Instant expected;
        try {
            expected = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // Then
            assertThatThrownBy(() -> parse(text))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessage("event_time must be an ISO-8601 time with an offset: " + text);
            return;
        }
        // Then
        assertThat(parse(text)).isEqualTo(expected);
    }

    @Test
    void aDamagedTimeIsTakenOrRefusedAsTheOracleDoes() {
        // Given
        Random random = new Random(5);
        String alphabet = "0123456789-:.TZ+ztw ";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("2024-02-28T23:59:58.123456Z");
            for (int damages = 0; damages <= random.nextInt(3); damages++) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }

            // Then
            anyTextIsTakenOrRefusedAsTheOracleDoes(text.toString());
        }
    }

    private static Instant parse(String text) {
        // Standing in the middle of a longer text, as in the parser's buffer.
        char[] around = ("9" + text + "9").toCharArray();
        return Timestamps.parse("event_time", around, 1, text.length());
    }
}
