package io.loadstream.lake.index;

import static io.loadstream.lake.schema.Column.list;
import static io.loadstream.lake.schema.Column.optional;
import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.read.Fields;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.Column;
import io.loadstream.lake.schema.ColumnType.Scalar;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.RowWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of a version before, of this one and of one to come, in one chain. */
class SchemaVersionsTest {

    private static final Compaction.Settings SETTINGS = new Compaction.Settings(1 << 20, 3, Duration.ofHours(24));

    private static final TopicSchema PRESENT = TopicSchemas.of("bookings");
    private static final Column PASSENGERS_ONCE =
            list("passengers", optional("passenger_id", Scalar.TEXT), optional("seat_id", Scalar.TEXT));
    private static final TopicSchema OLDER = changed(columns -> {
        columns.remove("promotion_id");
        columns.put("passengers", PASSENGERS_ONCE);
        return columns;
    });
    private static final TopicSchema NEWER = changed(columns -> {
        columns.put("loyalty_tier", optional("loyalty_tier", Scalar.TEXT));
        return columns;
    });
    private static final TopicSchema NEWER_WITHIN = changed(columns -> {
        columns.put(
                "passengers",
                list(
                        "passengers",
                        optional("passenger_id", Scalar.TEXT),
                        optional("seat_id", Scalar.TEXT),
                        optional("cabin_code", Scalar.TEXT),
                        optional("meal", Scalar.TEXT)));
        return columns;
    });

    private static LakeFixture lake;
    private static LakeIndex index;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
        index = new LakeIndex(lake.store);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void filesOfAllVersionsAreReadAsOneAndWhatAFileDoesNotHaveIsAbsent() {
        Chain chain = chain(0, OLDER, PRESENT, NEWER, NEWER_WITHIN);

        assertThat(rows(chain, "promotion_id")).containsExactly("0:-", "1:-", "2:P", "3:P", "4:P", "5:P", "6:P", "7:P");
        assertThat(rows(chain, "loyalty_tier")).containsExactly("4:GOLD", "5:GOLD");
    }

    @Test
    void olderFilesAreFoldedWithPresentOnesAndLoseNothing() {
        Chain chain = chain(1, OLDER, PRESENT, OLDER, PRESENT);
        List<String> before = rows(chain, "promotion_id");

        assertThat(compaction().run(chain)).isEqualTo(new Compaction.Result(3, 1, 0));

        assertThat(rows(chain, "promotion_id")).isEqualTo(before);
        assertThat(passengers(chain)).containsExactly("S-", "S-", "SY", "SY", "S-", "S-", "SY", "SY");
    }

    @Test
    void aFileWithAColumnToComeIsLeftToTheVersionThatKnowsIt() {
        Chain chain = chain(2, PRESENT, PRESENT, NEWER, PRESENT);

        assertThat(compaction().run(chain)).isEqualTo(new Compaction.Result(0, 0, 0));

        assertThat(rows(chain, "loyalty_tier")).containsExactly("4:GOLD", "5:GOLD");
    }

    @Test
    void soIsOneWithAFieldToComeWithinAStruct() {
        Chain chain = chain(3, PRESENT, PRESENT, NEWER_WITHIN, PRESENT);

        assertThat(compaction().run(chain)).isEqualTo(new Compaction.Result(0, 0, 0));
    }

    private static Compaction compaction() {
        return new Compaction(lake.store, SETTINGS, Clock.systemUTC());
    }

    /** A chain of one file with two rows for each. */
    private static Chain chain(int partition, TopicSchema... versions) {
        Chain chain = new Chain("bookings", "versions", partition);
        for (int i = 0; i < versions.length; i++) {
            TopicSchema version = versions[i];
            lake.put(chain, i * 2L, i * 2L + 1, 2, version, (offset, columns) -> booking(version, offset, columns));
        }
        return chain;
    }

    private static void booking(TopicSchema version, long offset, RowWriter columns) {
        columns.text("booking_id", "B" + offset);
        columns.list("passengers", List.of("S"), (seat, passenger) -> {
            passenger.text("seat_id", seat);
            if (version.column("passengers") != PASSENGERS_ONCE) {
                passenger.text("cabin_code", "Y");
            }
        });
        if (version != OLDER) {
            columns.text("promotion_id", "P");
        }
        if (version == NEWER) {
            columns.text("loyalty_tier", "GOLD");
        }
    }

    /** Offset and value of each row; rows of files without the column tell {@code -}, or nothing where none has it. */
    private static List<String> rows(Chain chain, String column) {
        List<String> told = new ArrayList<>();
        try (LakeRows rows = open(chain, "_offset", column)) {
            while (rows.next()) {
                String value = rows.text(1);
                if (value != null || column.equals("promotion_id")) {
                    told.add(rows.longValue(0) + ":" + (value == null ? "-" : value));
                }
            }
        }
        return told;
    }

    private static List<String> passengers(Chain chain) {
        List<String> told = new ArrayList<>();
        try (LakeRows rows = open(chain, "passengers")) {
            while (rows.next()) {
                rows.structs(0)
                        .forEach(passenger -> told.add(passenger.getString("seat_id")
                                + (Fields.isAbsent(passenger, "cabin_code")
                                        ? "-"
                                        : passenger.getString("cabin_code"))));
            }
        }
        return told;
    }

    private static LakeRows open(Chain chain, String... columns) {
        return LakeRows.open(
                lake.store,
                index.segments(chain, 0).join().stream().map(Segment::object).toList(),
                columns);
    }

    private static TopicSchema changed(Function<Map<String, Column>, Map<String, Column>> change) {
        Map<String, Column> columns = new TreeMap<>();
        PRESENT.columns().forEach(column -> columns.put(column.name(), column));
        return new TopicSchema("bookings", List.copyOf(change.apply(columns).values()));
    }
}
