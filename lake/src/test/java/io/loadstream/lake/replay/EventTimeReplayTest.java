package io.loadstream.lake.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstream.domain.event.FlightDeparted;
import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import io.loadstream.lake.Checksum;
import io.loadstream.lake.LakeFixture;
import io.loadstream.lake.schema.TopicSchemas;
import io.loadstream.lake.write.EventColumns;
import io.loadstream.lake.write.ParquetFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventTimeReplayTest {

    private static final int PARTITIONS = 3;
    private static final int FILES = 4;
    private static final int ROWS = 100;

    private static final Instant MOMENT = Instant.ofEpochSecond(150);

    private static LakeFixture lake;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
        Random random = new Random(1);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int file = 0; file < FILES; file++) {
                // Out of order by up to 100 s, and several at one time.
                put(
                        new Chain("flight_lifecycle", "replay", partition),
                        file * ROWS,
                        offset -> Instant.ofEpochSecond(offset + random.nextInt(100)));
            }
        }
        put(new Chain("bookings", "one-moment", 1), 0, offset -> MOMENT);
        put(new Chain("bookings", "one-moment", 0), 0, offset -> offset % 2 == 0 ? MOMENT : null);
        put(new Chain("bookings", "one-moment", 0), ROWS, offset -> null);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void recordsComeInEventTimeOrderWithBoundedMemory() {
        List<Long> times = new ArrayList<>();

        long given = new EventTimeReplay(lake.store, List.of("flight_lifecycle"), 30_000)
                .run(
                        Instant.MIN,
                        Instant.MAX,
                        record -> times.add(record.eventTime().getEpochSecond()));

        assertThat(given).isEqualTo(PARTITIONS * FILES * ROWS);
        assertThat(times).hasSize(PARTITIONS * FILES * ROWS).isSorted();
    }

    @Test
    void onlyTheRangeThatWasAskedForComes() {
        List<Long> times = new ArrayList<>();

        new EventTimeReplay(lake.store, List.of("flight_lifecycle"))
                .run(
                        Instant.ofEpochSecond(200),
                        Instant.ofEpochSecond(300),
                        record -> times.add(record.eventTime().getEpochSecond()));

        assertThat(times).isNotEmpty().allMatch(time -> time >= 200 && time < 300);
    }

    @Test
    void bytesComeAsTheyWereReceived() {
        List<String> values = new ArrayList<>();

        new EventTimeReplay(lake.store, List.of("flight_lifecycle"))
                .run(
                        Instant.MIN,
                        Instant.MAX,
                        record -> values.add(record.partition() + "-" + record.offset() + "="
                                + new String(record.value(), StandardCharsets.UTF_8)));

        assertThat(values)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, PARTITIONS * FILES * ROWS)
                        .mapToObj(i ->
                                i % PARTITIONS + "-" + i / PARTITIONS + "=raw" + i % PARTITIONS + "-" + i / PARTITIONS)
                        .toList());
    }

    @Test
    void recordsOfSeveralTopicsComeInOneOrderWhateverFitsIntoMemory() {
        List<String> topics = List.of("flight_lifecycle", "bookings");
        List<ReplayedRecord> expected = new ArrayList<>();
        for (String topic : topics) {
            new EventTimeReplay(lake.store, List.of(topic)).run(Instant.MIN, Instant.MAX, expected::add);
        }
        expected.sort(Comparator.comparing(ReplayedRecord::eventTime)
                .thenComparing(ReplayedRecord::topic)
                .thenComparing(ReplayedRecord::partition)
                .thenComparing(ReplayedRecord::offset));
        assertThat(expected).hasSize(PARTITIONS * FILES * ROWS + ROWS + ROWS / 2);

        for (long bytes : new long[] {30_000, 1_000_000}) {
            List<String> places = new ArrayList<>();
            new EventTimeReplay(lake.store, topics, bytes)
                    .run(Instant.MIN, Instant.MAX, record -> places.add(place(record)));

            assertThat(places)
                    .as("with %d bytes", bytes)
                    .containsExactlyElementsOf(
                            expected.stream().map(EventTimeReplayTest::place).toList());
        }
    }

    @Test
    void moreRecordsOfOneMomentThanFitComeInTheirOrder() {
        List<String> places = new ArrayList<>();

        long given = new EventTimeReplay(lake.store, List.of("bookings"), 1)
                .run(MOMENT, MOMENT.plusNanos(1_000), record -> places.add(place(record)));

        assertThat(given).isEqualTo(ROWS + ROWS / 2);
        assertThat(places)
                .startsWith("bookings-0-0", "bookings-0-2")
                .endsWith("bookings-1-" + (ROWS - 1))
                .doesNotHaveDuplicates();
    }

    @Test
    void recordsWithoutAnEventTimeAreLeftOutAndCountedOnce() {
        EventTimeReplay replay = new EventTimeReplay(lake.store, List.of("flight_lifecycle", "bookings"), 30_000);

        replay.run(Instant.MIN, Instant.MAX, record -> {});

        assertThat(replay.withoutTime()).isEqualTo(ROWS / 2 + ROWS);
    }

    private static String place(ReplayedRecord record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    @Test
    void aTopicWithoutEventTimesIsRefused() {
        assertThatThrownBy(() -> new EventTimeReplay(lake.store, List.of("etl-service.dead_letters")))
                .hasMessageContaining("have no event time");
    }

    /** @param times by offset; {@code null} for a record that did not parse */
    private static void put(Chain chain, long start, LongFunction<Instant> times) {
        Instant[] bounds = new Instant[2];
        try (ParquetFile<Long> file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (offset, columns) -> {
            Instant time = times.apply(offset);
            if (time != null) {
                bounds[0] = bounds[0] == null || time.isBefore(bounds[0]) ? time : bounds[0];
                bounds[1] = bounds[1] == null || time.isAfter(bounds[1]) ? time : bounds[1];
                EventColumns.write(new FlightDeparted(time, "F1"), columns);
            }
            columns.number("_partition", chain.partition());
            columns.number("_offset", offset.longValue());
            columns.time("_timestamp", Instant.EPOCH);
            columns.bytes("_raw", ("raw" + chain.partition() + "-" + offset).getBytes(StandardCharsets.UTF_8));
        })) {
            for (long offset = start; offset < start + ROWS; offset++) {
                file.add(offset);
            }
            byte[] content = file.finish();
            ChainFile written = new ChainFile(
                    chain,
                    start,
                    start + ROWS - 1,
                    ROWS,
                    false,
                    content.length,
                    Checksum.crc32c(content),
                    "test",
                    bounds[0],
                    bounds[1]);
            lake.store.putIfAbsent(written.key(), content, written.metadata()).join();
        }
    }
}
