package io.loadstream.lake.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.BookingCancelled;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.Event;
import io.loadstream.domain.event.Topic;
import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LakeColumnsTest {

    private static final String[] COLUMNS = {
        "event_time",
        "booking_id",
        "total_price",
        "promotion_id",
        "reason",
        "passengers.passenger_id",
        "passengers.seat_id",
        "_offset",
        "of_a_later_version",
        "passengers.of_a_later_version"
    };
    private static final int ROWS = 10_000;

    @Test
    void everyValueIsAsTheRowReaderTellsIt() {
        // Given
        try (LakeFixture lake = new LakeFixture()) {
            Chain chain = new Chain("bookings", "id", 0);
            Random random = new Random(11);
            List<LakeObject> files = new ArrayList<>();
            for (int file = 0; file < 2; file++) {
                files.add(LakeObject.of(lake.put(
                        chain,
                        (long) file * ROWS,
                        (file + 1L) * ROWS - 1,
                        ROWS,
                        TopicSchemas.of(Topic.BOOKINGS.topicName()),
                        (offset, columns) -> EventColumns.write(event(offset, random), columns))));
            }

            // When
            List<String> byRow = new ArrayList<>();
            try (LakeRows rows = LakeRows.open(
                    lake.store,
                    files,
                    "event_time",
                    "booking_id",
                    "total_price",
                    "promotion_id",
                    "reason",
                    "passengers",
                    "_offset")) {
                while (rows.next()) {
                    byRow.add(row(rows));
                }
            }
            List<String> byColumn = new ArrayList<>();
            try (LakeColumns columns = LakeColumns.open(lake.store, files, COLUMNS)) {
                while (columns.next()) {
                    assertThat(columns.isNull(8)).isTrue();
                    assertThat(columns.size(9)).isZero();
                    assertThat(columns.isNull(9, 0)).isTrue();
                    byColumn.add(row(columns));
                }
            }

            // Then
            assertThat(byRow).hasSize(2 * ROWS);
            assertThat(byColumn).isEqualTo(byRow);
        }
    }

    private static Event event(long offset, Random random) {
        Instant at = Instant.EPOCH.plus(random.nextLong(1L << 50), ChronoUnit.MICROS);
        if (random.nextInt(5) == 0) {
            return new BookingCancelled(at, "F" + offset % 7, "b-" + offset, "CUSTOMER");
        }
        List<BookingCreated.Passenger> passengers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            passengers.add(new BookingCreated.Passenger("pässenger-" + i, random.nextInt(30) + "A", "Y"));
        }
        return new BookingCreated(
                at,
                "F" + offset % 7,
                "b-" + offset,
                "WEB",
                "K",
                "GBP",
                BigDecimal.valueOf(random.nextInt(100_000), 2),
                passengers,
                random.nextBoolean() ? null : "d-" + random.nextInt(3));
    }

    private static String row(LakeRows rows) {
        StringBuilder row = new StringBuilder()
                .append(ChronoUnit.MICROS.between(Instant.EPOCH, rows.time(0)))
                .append(' ')
                .append(rows.text(1))
                .append(' ')
                .append(
                        rows.money(2) == null
                                ? null
                                : rows.money(2).movePointRight(4).longValueExact())
                .append(' ')
                .append(rows.text(3))
                .append(' ')
                .append(rows.text(4));
        rows.structs(5)
                .forEach(passenger -> row.append(' ')
                        .append(passenger.getString("passenger_id"))
                        .append(' ')
                        .append(passenger.getString("seat_id")));
        return row.append(' ').append(rows.longValue(6)).toString();
    }

    private static String row(LakeColumns columns) {
        StringBuilder row = new StringBuilder()
                .append(columns.longValue(0))
                .append(' ')
                .append(text(columns, 1))
                .append(' ')
                .append(columns.isNull(2) ? null : (Long) columns.longValue(2))
                .append(' ')
                .append(text(columns, 3))
                .append(' ')
                .append(text(columns, 4));
        for (int passenger = 0; passenger < columns.size(5); passenger++) {
            row.append(' ').append(element(columns, 5, passenger)).append(' ').append(element(columns, 6, passenger));
        }
        return row.append(' ').append(columns.longValue(7)).toString();
    }

    private static String text(LakeColumns columns, int column) {
        return columns.isNull(column) ? null : string(columns.bytes(column), columns.from(column), columns.to(column));
    }

    private static String element(LakeColumns columns, int column, int element) {
        assertThat(columns.isNull(column, element)).isFalse();
        return string(columns.bytes(column), columns.from(column, element), columns.to(column, element));
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
