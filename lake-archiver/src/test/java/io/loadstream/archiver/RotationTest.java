package io.loadstream.archiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {

    /** 60 s, 1,000 bytes, 10 records. */
    private static final ArchiveSettings LIMITS = new ArchiveSettings(
            "g",
            List.of("t"),
            "w",
            Duration.ofSeconds(60),
            1_000,
            10,
            1_000_000,
            1,
            true,
            Duration.ZERO,
            Rig.COMPACTION);

    @ParameterizedTest
    @CsvSource({
        "9, 111, 59, ",
        "9, 112, 59, BYTES",
        "10, 10, 59, RECORDS",
        "1, 10, 60, AGE",
        // Whichever is first of all that are due.
        "10, 100, 60, BYTES",
    })
    void aFileIsDueByBytesRecordsOrAge(int records, int bytesEach, long ageSeconds, Rotation due) {
        Collected collected = new Collected(new ChunkPool(0));
        for (int i = 0; i < records; i++) {
            collected.add(record(i, bytesEach), 7);
        }

        assertThat(Rotation.due(collected, LIMITS, 7 + TimeUnit.SECONDS.toNanos(ageSeconds)))
                .isEqualTo(Optional.ofNullable(due));
    }

    @Test
    void ageCountsFromTheFirstRecord() {
        Collected collected = new Collected(new ChunkPool(0));
        collected.add(record(0, 10), 0);
        collected.add(record(1, 10), TimeUnit.SECONDS.toNanos(59));

        assertThat(Rotation.due(collected, LIMITS, TimeUnit.SECONDS.toNanos(60)))
                .contains(Rotation.AGE);
    }

    @Test
    void nothingIsNeverDue() {
        assertThat(Rotation.due(new Collected(new ChunkPool(0)), LIMITS, Long.MAX_VALUE))
                .isEmpty();
    }

    private static ConsumerRecord<ByteBuffer, ByteBuffer> record(int offset, int bytes) {
        return new ConsumerRecord<>("t", 0, offset, null, ByteBuffer.allocate(bytes));
    }
}
