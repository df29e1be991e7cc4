package io.loadstream.lake.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldingPlanTest {

    private static final long MIB = 1 << 20;

    /** As the archiver is shipped. */
    private static final Compaction.Settings SHIPPED = new Compaction.Settings(32 * MIB, 8, Duration.ofHours(24));

    @Test
    void filesOfHalfASizeFromWhichFewFillATargetAreFolded() {
        assertThat(folded(10, 10, 10, 10, 10, 10, 1)).containsExactly(List.of(10L, 10L, 10L));
        assertThat(folded(15, 15, 15, 15, 15, 1)).containsExactly(List.of(15L, 15L), List.of(15L, 15L));
    }

    @Test
    void fewFilesThatMoreMayJoinWaitForThem() {
        assertThat(folded(1, 1, 1, 1, 1, 1, 1, 1)).isEmpty();
        assertThat(folded(1, 1, 1, 1, 1, 1, 1, 1, 1)).containsExactly(Collections.nCopies(8, 1L));
        assertThat(folded(3, 3, 3, 20, 1)).isEmpty();
    }

    @Test
    void aLargeFileIsNotWrittenAgainForALittleThatComesBehindIt() {
        assertThat(folded(15, 1, 1, 1, 1, 1, 1, 1, 9)).isEmpty();
        assertThat(folded(15, 1, 1, 1, 1, 1, 1, 1, 1, 9))
                .as("15 MiB are twice as much as 8 MiB, almost")
                .containsExactly(List.of(15L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L));
        assertThat(folded(15, 0, 0, 0, 0, 1, 1, 1, 1, 1, 9))
                .as("the small ones by themselves")
                .containsExactly(List.of(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 1L));
    }

    @Test
    void everySegmentStaysInItsPlace() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Segment> segments = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                add(segments, random.nextInt(20) * MIB, random.nextInt(10) == 0);
            }

            List<List<Segment>> plan = FoldingPlan.of(segments, SHIPPED);

            assertThat(plan.stream().flatMap(List::stream)).containsExactlyElementsOf(segments);
        }
    }

    @Test
    void aChainThatGrowsByUnequalFilesKeepsFewAndWritesEachByteAFewTimes() {
        // Given
        Random random = new Random(8);
        List<Segment> chain = new ArrayList<>();
        long arrived = 0;
        long written = 0;
        int most = 0;

        // When
        for (int hour = 0; hour < 24 * 60; hour++) {
            for (int file = 0; file < 4; file++) {
                long bytes = 1_000 + random.nextLong(random.nextInt(10) == 0 ? 8 * MIB : MIB / 2);
                add(chain, bytes, false);
                arrived += bytes;
            }
            List<Segment> after = new ArrayList<>();
            for (List<Segment> run : FoldingPlan.of(chain, SHIPPED)) {
                after.add(run.size() == 1 ? run.getFirst() : fold(run));
                written += run.size() == 1 ? 0 : bytes(run);
            }
            chain = after;
            int small = (int) chain.stream()
                    .filter(segment -> segment.bytes() < SHIPPED.targetBytes() / 2)
                    .count();
            most = Math.max(most, small);
        }

        // Then
        assertThat(most).as("files below half of the target").isLessThan(20);
        assertThat((double) written / arrived)
                .as("times that a byte was written again")
                .isBetween(1.0, 3.0);
    }

    private static Segment fold(List<Segment> run) {
        return segment(run.getFirst().start(), run.getLast().last(), bytes(run), false);
    }

    private static long bytes(List<Segment> run) {
        return run.stream().mapToLong(Segment::bytes).sum();
    }

    /** The sizes of those that are folded together, in MiB. */
    private static List<List<Long>> folded(long... mebibytes) {
        List<Segment> segments = new ArrayList<>();
        for (long size : mebibytes) {
            add(segments, size * MIB, false);
        }
        return FoldingPlan.of(segments, SHIPPED).stream()
                .filter(run -> run.size() > 1)
                .map(run -> run.stream().map(segment -> segment.bytes() / MIB).toList())
                .toList();
    }

    private static void add(List<Segment> segments, long bytes, boolean gap) {
        long start = segments.isEmpty() ? 0 : segments.getLast().next();
        segments.add(segment(start, start + 9, bytes, gap));
    }

    private static Segment segment(long start, long last, long bytes, boolean gap) {
        return new Segment("raw/t/id/p=0/" + start, start, last, 0, gap, bytes, "", null, null, (Instant) null, null);
    }
}
