package io.loadstream.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.CabinInventoryMetrics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsWriterTest {

    private static final String[] IDS = {"BA117_2026-03-06", "a\"b\\c", "Zürich-1", "\uD83D\uDE00", "x", "with space/7"
    };

    private final MetricsWriter writer = new MetricsWriter();
    private final EventWriter events = new EventWriter();
    private final Random random = new Random(11);

    @Test
    void writesTheBytesThatTheEventIsWrittenAs() {
        for (int i = 0; i < 20_000; i++) {
            // Given
            Instant time = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, 253_402_300_799L))
                    .plus(random.nextInt(1_000_000), ChronoUnit.MICROS);
            String id = IDS[random.nextInt(IDS.length)];
            int booked = random.nextInt(1 + random.nextInt(900));
            int total = 1 + random.nextInt(900);
            double loadFactor = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(2_000) / 1000.0;
            long minutes = random.nextLong(1_000_000);
            double velocity = random.nextInt(4) == 0 ? random.nextInt(9) : random.nextInt(90_000) / 1000.0;
            long revenue = random.nextLong(1L << 1 + random.nextInt(58)) * (random.nextBoolean() ? 1 : 100);
            revenue = Math.abs(revenue % 1_000_000_000_000_000_000L);
            String currency = random.nextInt(5) == 0 ? null : "GBP";

            // When
            byte[] written = writer.write(
                    Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1000,
                    id.getBytes(UTF_8),
                    booked,
                    total,
                    loadFactor,
                    minutes,
                    velocity,
                    revenue,
                    currency);

            // Then
            byte[] event = events.write(new CabinInventoryMetrics(
                    time,
                    id,
                    booked,
                    total,
                    loadFactor,
                    minutes,
                    velocity,
                    currency == null ? null : BigDecimal.valueOf(revenue, 4),
                    currency));
            assertThat(new String(written, UTF_8)).isEqualTo(new String(event, UTF_8));
        }
    }
}
