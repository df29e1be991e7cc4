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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventTimeReplayTest {

    private static final int PARTITIONS = 3;
    private static final int FILES = 4;
    private static final int ROWS = 100;

    private static LakeFixture lake;

    @BeforeAll
    static void start() {
        lake = new LakeFixture();
        Random random = new Random(1);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int file = 0; file < FILES; file++) {
                put(partition, file * ROWS, random);
            }
        }
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void recordsComeInEventTimeOrderWithBoundedMemory() {
        List<Long> times = new ArrayList<>();

        long given = new EventTimeReplay(lake.store, List.of("flight_lifecycle"), 50)
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
    void aTopicWithoutEventTimesIsRefused() {
        assertThatThrownBy(() -> new EventTimeReplay(lake.store, List.of("etl-service.dead_letters")))
                .hasMessageContaining("have no event time");
    }

    private static void put(int partition, long start, Random random) {
        Chain chain = new Chain("flight_lifecycle", "replay", partition);
        Instant[] bounds = {Instant.MAX, Instant.MIN};
        try (ParquetFile<Long> file = new ParquetFile<>(TopicSchemas.of(chain.topic()), Map.of(), (offset, columns) -> {
            // Out of order by up to 100 s, and several at one time.
            Instant time = Instant.ofEpochSecond(offset + random.nextInt(100));
            bounds[0] = time.isBefore(bounds[0]) ? time : bounds[0];
            bounds[1] = time.isAfter(bounds[1]) ? time : bounds[1];
            EventColumns.write(new FlightDeparted(time, "F1"), columns);
            columns.number("_partition", partition);
            columns.number("_offset", offset.longValue());
            columns.time("_timestamp", Instant.EPOCH);
            columns.bytes("_raw", ("raw" + partition + "-" + offset).getBytes(StandardCharsets.UTF_8));
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
